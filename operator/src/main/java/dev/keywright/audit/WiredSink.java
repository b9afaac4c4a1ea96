package dev.keywright.audit;

import dev.keywright.audit.sink.AuditSink;
import java.time.Duration;

/**
 * A sink with the terms on which it takes part.
 *
 * @param sink where lines go
 * @param timeout how long one batch may take before the sink counts as failed
 * @param required whether a record counts as kept only once this sink has it, even while it fails.
 *     The others are waited for only as long as they work
 */
public record WiredSink(AuditSink sink, Duration timeout, boolean required) {
  public WiredSink {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a sink has a timeout");
    }
  }
}
