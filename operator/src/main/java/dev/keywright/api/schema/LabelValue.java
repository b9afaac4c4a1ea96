package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Value of a Kubernetes label. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 63)
@ValidationRule(
    value = "self.matches('^([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?$')",
    message =
        "must be the value of a label: at most 63 letters, digits, dashes, underscores and dots with a letter or digit"
            + " at both ends")
public @interface LabelValue {}
