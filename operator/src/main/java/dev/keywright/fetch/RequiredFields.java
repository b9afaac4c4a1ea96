package dev.keywright.fetch;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Required;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the CRD schema would have refused: an object that was stored under an older schema can
 * lack a field that is required now. Pure.
 */
final class RequiredFields {
  private RequiredFields() {}

  /**
   * The path of the first required field that is missing, with a leading dot; empty when none is.
   */
  static Optional<String> missingIn(@Nullable Object settings) {
    if (settings instanceof Record part) {
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        Optional<String> missing = missingIn(part, component);
        if (missing.isPresent()) {
          return missing;
        }
      }
    }
    if (settings instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        String index = "[" + i + "]";
        Optional<String> missing = missingIn(list.get(i)).map(path -> index + path);
        if (missing.isPresent()) {
          return missing;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missingIn(Record part, RecordComponent component) {
    Object value = valueOf(part, component);
    String field = "." + nameOf(component);
    return value == null && component.getAccessor().isAnnotationPresent(Required.class)
        ? Optional.of(field)
        : missingIn(value).map(path -> field + path);
  }

  private static @Nullable Object valueOf(Record part, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the settings record " + part.getClass() + " is closed", e);
    }
  }

  private static String nameOf(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
  }
}
