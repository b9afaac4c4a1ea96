package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What came of carrying out a {@link SyncPlan}. */
public sealed interface SyncOutcome {
  /**
   * The target is as the sources say.
   *
   * @param write what was asked of the writer
   * @param outcome what the writer did: Created, Updated, Adopted or Unchanged
   * @param sources version and time of every source
   * @param missing optional sources that are not there or lack a property, and why
   * @param availableAt from when on everybody who reads the target gets this revision
   */
  record Written(
      TargetWrite write,
      WriteOutcome outcome,
      Map<SourceKey, SourceFacts> sources,
      Map<SourceKey, Reason> missing,
      Instant availableAt)
      implements SyncOutcome {}

  /** The stores say that everything shown is still current. */
  record Confirmed() implements SyncOutcome {}

  /**
   * The plan needed no action.
   *
   * @param overdue why the checks of a source have failed for so long that users must be told
   */
  record Idle(Optional<Diagnosis> overdue) implements SyncOutcome {}

  /**
   * It could not be done; the last good target stays.
   *
   * @param diagnosis why
   * @param source the source it is about, where it is about one
   * @param retryAfter how long to wait at least, where the store asked for it
   */
  record Failed(Diagnosis diagnosis, Optional<SourceKey> source, Optional<Duration> retryAfter)
      implements SyncOutcome {}

  /**
   * The world changed while we worked; observe again at once.
   *
   * @param why for the log
   */
  record Outdated(String why) implements SyncOutcome {}

  /**
   * What is told of a source.
   *
   * @param version its version
   * @param changedTime when the store says that version was made
   */
  record SourceFacts(SourceVersion version, Optional<Instant> changedTime) {
    static SourceFacts of(SecretObject object) {
      return new SourceFacts(object.version(), object.changedTime());
    }
  }
}
