package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Name of a class of installations, or nothing. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 63)
@ValidationRule(
    value = "self.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$')",
    message =
        "must be empty, or lower-case letters, digits and dashes with a letter or digit at both ends")
public @interface ClassName {}
