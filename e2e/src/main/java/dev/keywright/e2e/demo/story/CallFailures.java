package dev.keywright.e2e.demo.story;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.vault.VaultApi;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Words for failed calls of the demo itself. What a server says is left out: it may quote what it
 * was sent.
 */
final class CallFailures {
  private CallFailures() {}

  /** The failure in words; empty for one that is a mistake of the demo. */
  static Optional<String> describe(RuntimeException failure) {
    return Optional.ofNullable(
        switch (failure) {
          case LauncherFailure known -> known.getMessage();
          case VaultApi.Refused refused -> refused.getMessage();
          case KubernetesClientException refused ->
              "the API server answers %d, or not at all (0)".formatted(refused.getCode());
          case UncheckedIOException broken ->
              "a file or a connection fails with "
                  + Objects.requireNonNullElse(broken.getCause(), broken)
                      .getClass()
                      .getSimpleName();
          case SdkException refused -> "AWS fails with " + refused.getClass().getSimpleName();
          default -> null;
        });
  }
}
