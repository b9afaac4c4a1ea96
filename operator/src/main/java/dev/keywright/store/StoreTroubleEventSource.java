package dev.keywright.store;

import dev.keywright.core.StoreReference;
import dev.keywright.fetch.FetchListener;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * Turns trouble that a fetch had with a store into a look at that store. Must be added as a
 * listener after {@link StoreFlow}, which has to know of the trouble first. Thread-safe.
 *
 * @param <P> kind of the stores
 */
public final class StoreTroubleEventSource<P extends HasMetadata> implements FetchListener {
  private final SimpleInboundEventSource<P> source = new SimpleInboundEventSource<>("trouble");
  private final boolean cluster;

  /**
   * @param cluster whether this is about cluster stores
   */
  public StoreTroubleEventSource(boolean cluster) {
    this.cluster = cluster;
  }

  /** The source of events, for the reconciler. */
  EventSource<?, P> source() {
    return source;
  }

  @Override
  public void storeTroubled(StoreReference store) {
    if (store.isCluster() == cluster) {
      source.propagateEvent(new ResourceID(store.name(), store.namespace().orElse(null)));
    }
  }
}
