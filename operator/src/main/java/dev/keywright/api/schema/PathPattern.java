package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Pattern over {@link StorePath}s. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 512)
@ValidationRule(value = StorePath.SEGMENTS, message = StorePath.SEGMENTS_MESSAGE)
@ValidationRule(value = StorePath.PERCENT, message = StorePath.PERCENT_MESSAGE)
@ValidationRule(value = StorePath.CONTROL, message = StorePath.CONTROL_MESSAGE)
@ValidationRule(
    value = "!self.matches('[^/][*][*]|[*][*][^/]')",
    message = "must not have ** beside other text: it must be a whole segment, as in shop/**")
@ValidationRule(
    value = "!self.replace('$(namespace)', '').contains('$(')",
    message = "must not have a variable other than $(namespace)")
public @interface PathPattern {}
