package dev.keywright.provider.vault;

import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.CheckResult.Capability;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Vault who we are and what the store can do. Two small calls: the token itself, and the
 * mount's version, so that a wrong {@code kvVersion} is said once here and not as "nothing there"
 * by every policy. Whether a certain path may be read or rotated is a matter of that path's policy
 * and shows when it is used.
 *
 * @param session the identity
 * @param mount the store's own
 * @param kvVersion as configured
 */
record VaultCheck(VaultSession session, KvMount mount, int kvVersion) {
  CheckResult run(Deadline deadline) {
    return switch (session.call(TokenDescription.REQUEST, deadline)) {
      case VaultAnswer.Success(JsonObject body) ->
          TokenDescription.in(body)
              .map(token -> ready(token, deadline))
              .orElseGet(() -> new CheckResult.Failed(session.garbled()));
      case VaultAnswer.NotThere there -> new CheckResult.Failed(session.garbled());
      case VaultAnswer.NotTaken not -> new CheckResult.Failed(session.garbled());
      case VaultAnswer.Failed(ProviderFailure failure) -> new CheckResult.Failed(failure);
    };
  }

  private CheckResult ready(TokenDescription token, Deadline deadline) {
    Optional<ProviderFailure> wrong = wrongMount(deadline);
    if (wrong.isPresent()) {
      return new CheckResult.Failed(wrong.get());
    }
    Set<Capability> capabilities =
        kvVersion == 2 ? Set.of(Capability.READ, Capability.ROTATE) : Set.of(Capability.READ);
    return new CheckResult.Ready(session.identity(token), capabilities);
  }

  private Optional<ProviderFailure> wrongMount(Deadline deadline) {
    VaultRequest request = VaultRequest.read("sys/internal/ui/mounts/" + mount.mount());
    if (!(session.call(request, deadline) instanceof VaultAnswer.Success(JsonObject body))) {
      return Optional
          .empty(); // an identity without any right there may not know; its reads will tell
    }
    Optional<JsonObject> engine = VaultJson.object(body, "data");
    Optional<String> type = engine.flatMap(data -> VaultJson.text(data, "type"));
    if (type.isPresent() && !type.get().equals("kv") && !type.get().equals("generic")) {
      return invalid("mount %s is not a KV secrets engine; set spec.provider.vault.mount to one");
    }
    String version =
        engine
            .flatMap(data -> VaultJson.object(data, "options"))
            .flatMap(options -> VaultJson.text(options, "version"))
            .orElse("1");
    if (type.isEmpty() || version.equals(Integer.toString(kvVersion))) {
      return Optional.empty();
    }
    return invalid(
        "mount %s has the other KV version; set spec.provider.vault.kvVersion to "
            + (kvVersion == 2 ? 1 : 2));
  }

  private Optional<ProviderFailure> invalid(String format) {
    return Optional.of(ProviderFailure.of(FailureKind.INVALID, format.formatted(mount.mount())));
  }
}
