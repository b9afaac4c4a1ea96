package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import io.github.jopenlibs.vault.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a slot holds: {@code {"run": …, "attempt": …, "base": …, "pending": {property: value}}}.
 *
 * @param run the run that staged it
 * @param attempt which attempt of the run
 * @param base the version the run was planned from
 * @param pending new values by property
 */
record PendingSlot(
    String run, int attempt, SourceVersion base, Map<String, SecretMaterial> pending) {
  PendingSlot {
    pending = Map.copyOf(pending);
  }

  /** Reads a slot; empty when the object was not written by this code. */
  static Optional<PendingSlot> in(JsonObject json) {
    Optional<String> run = VaultJson.text(json, "run");
    Optional<Long> attempt = VaultJson.number(json, "attempt");
    Optional<String> base =
        VaultJson.text(json, "base").filter(text -> KvV2Reader.numberIn(text).isPresent());
    Optional<JsonObject> pending = VaultJson.object(json, "pending");
    if (run.isEmpty() || attempt.isEmpty() || base.isEmpty() || pending.isEmpty()) {
      return Optional.empty();
    }
    Map<String, SecretMaterial> values = new TreeMap<>();
    for (String property : pending.get().names()) {
      Optional<String> value = VaultJson.text(pending.get(), property);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.put(property, SecretMaterial.ofUtf8(value.get()));
    }
    return Optional.of(
        new PendingSlot(
            run.get(), attempt.get().intValue(), new SourceVersion(base.get()), values));
  }

  /** Whether a JSON string can hold {@code value} unchanged. */
  static boolean isText(SecretMaterial value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value.reveal()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  JsonObject toJson() {
    JsonObject values = new JsonObject();
    new TreeMap<>(pending).forEach((property, value) -> values.add(property, value.revealUtf8()));
    return new JsonObject()
        .add("run", run)
        .add("attempt", attempt)
        .add("base", base.id())
        .add("pending", values);
  }

  /** {@code object} with the pending values in it; everything else stays as it is. */
  JsonObject over(JsonObject object) {
    JsonObject merged = new JsonObject(object);
    pending.forEach((property, value) -> merged.set(property, value.revealUtf8()));
    return merged;
  }

  /** Whether {@code object} has all the pending values. */
  boolean isIn(JsonObject object) {
    return pending.entrySet().stream()
        .allMatch(
            entry ->
                VaultJson.text(object, entry.getKey())
                    .map(SecretMaterial::ofUtf8)
                    .filter(entry.getValue()::equals)
                    .isPresent());
  }
}
