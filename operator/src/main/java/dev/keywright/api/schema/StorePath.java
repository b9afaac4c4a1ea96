package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Canonical name of an object in a store, so that a pattern that allows a path cannot be walked
 * around. The same rules as {@code provider.spi.SecretPath}.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 512)
@ValidationRule(value = StorePath.SEGMENTS, message = StorePath.SEGMENTS_MESSAGE)
@ValidationRule(value = StorePath.PERCENT, message = StorePath.PERCENT_MESSAGE)
@ValidationRule(value = StorePath.CONTROL, message = StorePath.CONTROL_MESSAGE)
@ValidationRule(
    value = "self != '.keywright' && !self.startsWith('.keywright/')",
    message =
        "must not be under .keywright/: Keywright keeps pending values there, name another path")
public @interface StorePath {
  /** No empty, {@code .} or {@code ..} segment. */
  String SEGMENTS = "!self.matches('(^|/)[.]{0,2}(/|$)')";

  String SEGMENTS_MESSAGE =
      "must not have a slash at its ends or an empty, \".\" or \"..\" segment: write the name as the store lists it,"
          + " for instance shop/payments";

  /** No percent sign. */
  String PERCENT = "!self.contains('%')";

  String PERCENT_MESSAGE =
      "must not have a percent sign: write the name itself, not its URL encoding";

  /** No control character. */
  String CONTROL = "!self.matches('[[:cntrl:]]')";

  String CONTROL_MESSAGE = "must not have control characters such as a line break: remove them";
}
