package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A duration as people write it: days, hours, minutes and seconds, largest first, none of them
 * required. {@code 90s}, {@code 1h30m}, {@code 30d}.
 *
 * <p>A rule, not a pattern, so that people read words. It never reads the value: CEL's {@code
 * duration()} knows no days and would fail in front of the message. What compares two durations is
 * checked by planners.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 32)
@ValidationRule(
    value = "size(self) > 0 && self.matches('" + DurationText.PATTERN + "')",
    message = "must be a duration of days, hours, minutes and seconds such as 90s, 1h30m or 30d")
public @interface DurationText {
  /** The form; the empty text has it too. */
  String PATTERN = "^([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?$";
}
