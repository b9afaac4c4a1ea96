package dev.keywright.audit.record;

import dev.keywright.audit.record.Result.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records of the trail about itself. Stateless. */
public final class TrailRecords {
  private TrailRecords() {}

  /** A process takes the chain over; {@code parent} is empty for the first ever. */
  public static RecordDraft epochStarted(Instant now, Optional<Evidence.Parent> parent) {
    List<Evidence> evidence = parent.<List<Evidence>>map(List::of).orElse(List.of());
    return of(AuditType.EpochStarted, now, evidence);
  }

  /** A process stops in good order; nothing follows in its epoch. */
  public static RecordDraft epochEnded(Instant now) {
    return of(AuditType.EpochEnded, now, List.of());
  }

  /** Nothing happened, and the trail is being written. */
  public static RecordDraft heartbeat(Instant now) {
    return of(AuditType.Heartbeat, now, List.of());
  }

  /** Records are missing. */
  public static RecordDraft gap(Instant now, Evidence.Loss loss) {
    return of(AuditType.Gap, now, List.of(loss));
  }

  private static RecordDraft of(AuditType type, Instant now, List<Evidence> evidence) {
    return new RecordDraft(
        type, Circumstances.at(now), Subject.NONE, evidence, Result.of(Outcome.Succeeded));
  }
}
