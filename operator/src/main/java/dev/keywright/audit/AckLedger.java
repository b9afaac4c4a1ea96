package dev.keywright.audit;

import dev.keywright.audit.record.AuditObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The records that sinks have confirmed and that still stand in the outbox of their object. Filled
 * by the drain; emptied by whoever writes the status: {@link #of} before the write, {@link
 * #removed} after it succeeded. Holds no more than the outboxes do. Thread-safe.
 */
public final class AckLedger {
  private final Consumer<AuditObject> listener;
  private final Map<AuditObject, Set<String>> acked = new HashMap<>();

  /**
   * @param listener told of every object that got new entries here, on the drain's thread; must
   *     return at once. The sweeper listens, so that an object without further status writes is
   *     cleared too
   */
  public AckLedger(Consumer<AuditObject> listener) {
    this.listener = listener;
  }

  /** Ids that the object's outbox need not hold any longer. */
  public synchronized Set<String> of(AuditObject object) {
    return Set.copyOf(acked.getOrDefault(object, Set.of()));
  }

  /** The object's status is written without these ids. */
  public synchronized void removed(AuditObject object, Set<String> ids) {
    Set<String> left = acked.get(object);
    if (left != null && left.removeAll(ids) && left.isEmpty()) {
      acked.remove(object);
    }
  }

  /** The object is gone, and its outbox with it. */
  public synchronized void forget(AuditObject object) {
    acked.remove(object);
  }

  void add(AuditObject object, Set<String> ids) {
    synchronized (this) {
      acked.computeIfAbsent(object, key -> new HashSet<>()).addAll(ids);
    }
    listener.accept(object);
  }

  synchronized boolean contains(AuditObject object, String id) {
    return acked.getOrDefault(object, Set.of()).contains(id);
  }
}
