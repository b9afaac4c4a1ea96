package dev.keywright.audit;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditHeadStore;
import java.util.Optional;

/** Keeps the head in memory, by the rules of the real store. Thread-safe. */
final class MemoryHeadStore implements AuditHeadStore {
  private Optional<AuditHead> head = Optional.empty();

  @Override
  public synchronized ReadResult read() {
    return head.<ReadResult>map(ReadResult.Found::new).orElseGet(ReadResult.Absent::new);
  }

  @Override
  public synchronized WriteResult replace(Optional<AuditHead> expected, AuditHead next) {
    if (!head.equals(expected)) {
      return new WriteResult.Conflict();
    }
    head = Optional.of(AuditHead.ofData(next.toData()).orElseThrow());
    return new WriteResult.Written();
  }

  synchronized Optional<AuditHead> head() {
    return head;
  }
}
