package dev.keywright.audit;

import dev.keywright.audit.chain.AuditHead;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the trail leaves the process.
 *
 * @param sinks where records go, at least one
 * @param onHead told of every head after it was stored in the cluster, so that it can be signed and
 *     shown to others; must return at once
 */
public record AuditOutlets(List<WiredSink> sinks, Consumer<AuditHead> onHead) {
  public AuditOutlets {
    sinks = List.copyOf(sinks);
    if (sinks.isEmpty()) {
      throw new IllegalArgumentException("an audit trail has a sink");
    }
  }
}
