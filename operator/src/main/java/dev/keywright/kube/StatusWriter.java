package dev.keywright.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The only writer of status: one PUT to the status subresource with the resourceVersion that the
 * status was made from, never repeated. What the API server returns enters the controller's cache,
 * so that the next reconcile sees it.
 */
public final class StatusWriter {
  private StatusWriter() {}

  /**
   * Writes {@code change} applied to {@code observed}, which is a copy that only the caller holds.
   *
   * @return the object as the API server has it now; empty when it changed or went since it was
   *     observed
   */
  public static <R extends HasMetadata> Optional<R> write(
      R observed, Context<R> context, UnaryOperator<R> change) {
    try {
      R written = context.getClient().resource(change.apply(observed)).updateStatus();
      context
          .eventSourceRetriever()
          .getControllerEventSource()
          .handleRecentResourceUpdate(ResourceID.fromResource(written), written, observed);
      return Optional.of(written);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
