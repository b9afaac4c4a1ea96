package dev.keywright.audit;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says whether a run may begin. With {@code FailClosed}, none does while a required sink fails;
 * runs that are under way are not held up, since half of a rotation is worse than a late record.
 * Thread-safe.
 */
public final class AuditGate {
  private final boolean isFailClosed;
  private final Supplier<List<SinkHealth>> health;

  /**
   * @param health how the sinks do now
   */
  public AuditGate(boolean isFailClosed, Supplier<List<SinkHealth>> health) {
    this.isFailClosed = isFailClosed;
    this.health = health;
  }

  /** Why no run may begin now; empty when it may. */
  public Optional<Diagnosis> closed() {
    if (!isFailClosed) {
      return Optional.empty();
    }
    return health.get().stream()
        .filter(sink -> sink.required() && sink.failing())
        .map(
            sink ->
                Diagnosis.of(
                    Reason.Reconciling,
                    "Waits for the audit sink %s, which is required and fails.",
                    sink.name()))
        .findFirst();
  }
}
