package dev.keywright.kube;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * What an exception of the Kubernetes client means to a provider, by its code alone (API
 * conventions, "HTTP status codes"). Its message is dropped: it can quote the object. Pure.
 */
final class KubeFailures {
  private KubeFailures() {}

  /**
   * @param what the attempt, as a clause: {@code reading Secret shop/vault-token}
   */
  static ProviderFailure of(KubernetesClientException e, String what) {
    return switch (e.getCode()) {
      case 401, 403 ->
          failure(
              FailureKind.DENIED,
              "The Kubernetes API server does not allow Keywright %s. Its role in the chart must"
                  + " grant that.",
              what);
      case 400, 404, 422 ->
          failure(
              FailureKind.INVALID,
              "The Kubernetes API server refuses %s as it is asked for. Check that the named object"
                  + " exists.",
              what);
      case 429 ->
          failure(
              FailureKind.THROTTLED,
              "The Kubernetes API server asks for fewer requests (%s).",
              what);
      default ->
          failure(FailureKind.UNAVAILABLE, "The Kubernetes API server does not answer (%s).", what);
    };
  }

  static ProviderFailure invalid(String format, Object... identifiers) {
    return failure(FailureKind.INVALID, format, identifiers);
  }

  static ProviderFailure denied(String format, Object... identifiers) {
    return failure(FailureKind.DENIED, format, identifiers);
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static ProviderFailure failure(FailureKind kind, String format, Object... identifiers) {
    return new ProviderFailure(kind, format.formatted(identifiers), Optional.empty());
  }
}
