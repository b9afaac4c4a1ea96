package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.core.ObjectKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * Wakes runs: everything that is not the run itself comes in here. Thread-safe; silent until the
 * controller runs.
 */
public final class RotationEventSource {
  private final SimpleInboundEventSource<SecretRotation> source =
      new SimpleInboundEventSource<>("wake");

  /** The run has something to look at. */
  public void wake(ObjectKey run) {
    source.propagateEvent(new ResourceID(run.name(), run.namespace()));
  }

  EventSource<?, SecretRotation> source() {
    return source;
  }
}
