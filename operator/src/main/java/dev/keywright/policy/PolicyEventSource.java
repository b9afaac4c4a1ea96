package dev.keywright.policy;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.core.ObjectKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * Wakes policies: everything that is not the policy itself comes in here. Thread-safe; silent until
 * the controller runs.
 */
public final class PolicyEventSource {
  private final SimpleInboundEventSource<SecretPolicy> source =
      new SimpleInboundEventSource<>("wake");

  /** The policy has something to look at. */
  public void wake(ObjectKey policy) {
    source.propagateEvent(new ResourceID(policy.name(), policy.namespace()));
  }

  /**
   * Whether anybody is told. Before that the directory of policies cannot be asked, and each policy
   * is looked at anyway when the controller starts.
   */
  public boolean isHeard() {
    return source.isRunning();
  }

  EventSource<?, SecretPolicy> source() {
    return source;
  }
}
