package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Name of a Kubernetes object: a DNS subdomain of RFC 1123. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 253)
@ValidationRule(value = ObjectName.RULE, message = ObjectName.MESSAGE)
public @interface ObjectName {
  /** The rule in CEL. */
  String RULE =
      "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')";

  /** What it says. */
  String MESSAGE =
      "must be the name of an object: lower-case letters, digits, dashes and dots, with a letter or digit at both ends"
          + " and around every dot";
}
