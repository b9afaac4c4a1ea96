package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Key of a Secret or ConfigMap, by the API server's own rule ({@code IsConfigMapKey}). */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 253)
@ValidationRule(
    value = "self.matches('^[-._a-zA-Z0-9]+$')",
    message =
        "must be letters, digits, dots, dashes and underscores only: Kubernetes allows no other key; keep the store's name"
            + " in from.property and choose another key")
@ValidationRule(
    value = "self != '.' && !self.startsWith('..')",
    message = "must not be a single dot or start with two dots: Kubernetes allows no such key")
public @interface SecretKey {}
