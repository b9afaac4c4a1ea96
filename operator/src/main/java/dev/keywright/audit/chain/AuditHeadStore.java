package dev.keywright.audit.chain;

import dev.keywright.core.Diagnosis;
import java.util.Optional;

/**
 * Keeps the head of the chain where every process of the installation finds it. Called by one
 * thread at a time; every call ends within the implementation's own timeout.
 */
public interface AuditHeadStore {

  /** What a look at the head gave. */
  sealed interface ReadResult {
    /** There is a head. */
    record Found(AuditHead head) implements ReadResult {}

    /** There has never been one. */
    record Absent() implements ReadResult {}

    /** It could not be read, or what is there is no head: nothing may be assumed. */
    record Unavailable(Diagnosis diagnosis) implements ReadResult {}
  }

  /** What came of a write. */
  sealed interface WriteResult {
    /** The head is the new one. */
    record Written() implements WriteResult {}

    /** The head was not the expected one: another process continues the chain. */
    record Conflict() implements WriteResult {}

    /** Not written, or not known to be. */
    record Unavailable(Diagnosis diagnosis) implements WriteResult {}
  }

  /** The head as it is now, read from the API server and not from a cache. */
  ReadResult read();

  /**
   * Replaces the head in one compare-and-set.
   *
   * @param expected what the head is now; empty when there is none. A head that already equals
   *     {@code next} also counts as written
   */
  WriteResult replace(Optional<AuditHead> expected, AuditHead next);
}
