package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Name of a namespace: a DNS label of RFC 1123. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 63)
@ValidationRule(value = NamespaceName.RULE, message = NamespaceName.MESSAGE)
public @interface NamespaceName {
  /** The rule in CEL. */
  String RULE = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')";

  /** What it says. */
  String MESSAGE =
      "must be the name of a namespace: lower-case letters, digits and dashes, with a letter or digit at both ends";
}
