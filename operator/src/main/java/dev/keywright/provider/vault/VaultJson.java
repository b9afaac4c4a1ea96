package dev.keywright.provider.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads fields of Vault's replies without trusting their form. */
final class VaultJson {
  private VaultJson() {}

  /** The object under {@code name}. */
  static Optional<JsonObject> object(JsonObject parent, String name) {
    JsonValue value = parent.get(name);
    return value != null && value.isObject() ? Optional.of(value.asObject()) : Optional.empty();
  }

  /** The text under {@code name}. */
  static Optional<String> text(JsonObject parent, String name) {
    JsonValue value = parent.get(name);
    return value != null && value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }

  /** The texts of the array under {@code name}; empty when there is no array of texts. */
  static Optional<List<String>> texts(JsonObject parent, String name) {
    JsonValue value = parent.get(name);
    if (value == null || !value.isArray()) {
      return Optional.empty();
    }
    List<JsonValue> values = value.asArray().values();
    return values.stream().allMatch(JsonValue::isString)
        ? Optional.of(values.stream().map(JsonValue::asString).toList())
        : Optional.empty();
  }

  /** The whole number under {@code name}. */
  static Optional<Long> number(JsonObject parent, String name) {
    return number(parent.get(name));
  }

  /** The RFC 3339 time under {@code name}; Vault writes an empty text for "none". */
  static Optional<Instant> time(JsonObject parent, String name) {
    try {
      return text(parent, name).filter(text -> !text.isEmpty()).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A duration in seconds; Vault writes 0 for "for ever". */
  static Optional<Duration> seconds(@Nullable JsonValue value) {
    return number(value).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
  }

  private static Optional<Long> number(@Nullable JsonValue value) {
    try {
      return value != null && value.isNumber() ? Optional.of(value.asLong()) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
