package dev.keywright.crdgen;

import dev.keywright.api.schema.ListMap;
import dev.keywright.api.schema.ListSet;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Puts what annotations say on a node of a schema. An annotation that is annotated itself, such as
 * {@code DurationText}, stands for its annotations; one that is written at the type wins.
 */
final class Constraints {
  private Constraints() {}

  /** Adds the constraints of the type use {@code annotated} to {@code schema}. */
  static void apply(AnnotatedElement annotated, JSONSchemaProps schema) {
    for (Annotation annotation : annotated.getAnnotations()) {
      applyDirect(annotation.annotationType(), schema);
    }
    applyDirect(annotated, schema);
    if ("array".equals(schema.getType())) {
      applyListType(annotated, schema);
    }
  }

  /** Drops all but the first of rules that are there more than once. */
  static void dropDoubles(JSONSchemaProps schema) {
    if (schema.getXKubernetesValidations() != null) {
      schema.setXKubernetesValidations(
          new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
    }
  }

  /** Adds {@code rule} to the rules of {@code schema}. */
  static void addRule(
      JSONSchemaProps schema,
      io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule rule) {
    var rules = new ArrayList<>(schema.getXKubernetesValidations());
    rules.add(rule);
    schema.setXKubernetesValidations(rules);
  }

  private static void applyDirect(AnnotatedElement annotated, JSONSchemaProps schema) {
    Size size = annotated.getAnnotation(Size.class);
    if (size != null) {
      applySize(size, schema);
    }
    for (ValidationRule rule : annotated.getAnnotationsByType(ValidationRule.class)) {
      addRule(
          schema,
          new ValidationRuleBuilder().withRule(rule.value()).withMessage(rule.message()).build());
    }
  }

  private static void applySize(Size size, JSONSchemaProps schema) {
    Long min = size.min() > 0 ? Long.valueOf(size.min()) : null;
    Long max = size.max() < Long.MAX_VALUE ? Long.valueOf(size.max()) : null;
    switch (schema.getType()) {
      case "string" -> {
        schema.setMinLength(min);
        schema.setMaxLength(max);
      }
      case "array" -> {
        schema.setMinItems(min);
        schema.setMaxItems(max);
      }
      case "object" -> {
        schema.setMinProperties(min);
        schema.setMaxProperties(max);
      }
      default -> throw new IllegalStateException("@Size does not fit a " + schema.getType());
    }
  }

  private static void applyListType(AnnotatedElement annotated, JSONSchemaProps schema) {
    ListMap keys = annotated.getAnnotation(ListMap.class);
    if (keys != null) {
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of(keys.value()));
    } else {
      schema.setXKubernetesListType(
          annotated.getAnnotation(ListSet.class) == null ? "atomic" : "set");
    }
  }
}
