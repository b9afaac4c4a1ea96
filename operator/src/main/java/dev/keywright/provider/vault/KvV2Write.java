package dev.keywright.provider.vault;

import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;

/**
 * One write with check-and-set to a KV version 2 mount.
 *
 * @param data the object's path below {@code data/}
 * @param value all of the new version
 * @param cas the version that must be current, 0 for none yet
 */
record KvV2Write(String data, JsonObject value, long cas) {
  /** What came of it. */
  sealed interface Written {
    /**
     * It is a version now.
     *
     * @param version its number
     */
    record Done(long version) implements Written {}

    /** Another version was current, or Vault does not take the value. */
    record NotTaken() implements Written {}

    /**
     * Refused, or no answer: it may have landed.
     *
     * @param failure why
     */
    record Failed(ProviderFailure failure) implements Written {}
  }

  Written send(VaultSession session, Deadline deadline) {
    JsonObject body =
        new JsonObject().add("options", new JsonObject().add("cas", cas)).add("data", value);
    return switch (session.call(VaultRequest.write(data, body), deadline)) {
      case VaultAnswer.Success(JsonObject reply) ->
          VaultJson.object(reply, "data")
              .flatMap(written -> VaultJson.number(written, "version"))
              .<Written>map(Written.Done::new)
              .orElseGet(() -> new Written.Failed(session.garbled()));
      case VaultAnswer.NotTaken not -> new Written.NotTaken();
      case VaultAnswer.NotThere there -> new Written.Failed(session.garbled());
      case VaultAnswer.Failed(ProviderFailure failure) -> new Written.Failed(failure);
    };
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "KvV2Write[" + data + ", cas=" + cas + "]";
  }
}
