package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.util.List;
import java.util.Optional;

/** What a look at a policy adds to the audit trail. */
public sealed interface SyncFact {
  /** What was done to the target. */
  enum TargetAction {
    CREATED,
    UPDATED,
    REPAIRED,
    ADOPTED
  }

  /**
   * The target was written.
   *
   * @param action what was done
   * @param write revision, fingerprint, versions and keys; the values are not for the trail
   * @param before fingerprint of the data that it held, empty text when there was none
   * @param editor the field manager whose edit was undone, where that is known
   */
  record TargetWritten(
      TargetAction action, TargetWrite write, String before, Optional<String> editor)
      implements SyncFact {}

  /**
   * A store or Kubernetes refused us; told once per series of refusals.
   *
   * @param diagnosis why
   * @param store the store, empty text where it is not about one
   * @param path the object, empty text where it is not about one
   */
  record AccessRefused(Diagnosis diagnosis, String store, String path) implements SyncFact {}

  /** The facts of a write; none when nothing was written. */
  static List<SyncFact> of(SyncObservation observed, SyncOutcome.Written written) {
    String before = observed.target().map(live -> live.content().toString()).orElse("");
    return switch (written.outcome()) {
      case WriteOutcome.Created ignored ->
          List.of(
              new TargetWritten(TargetAction.CREATED, written.write(), before, Optional.empty()));
      case WriteOutcome.Updated(boolean repaired) ->
          List.of(
              new TargetWritten(
                  repaired ? TargetAction.REPAIRED : TargetAction.UPDATED,
                  written.write(),
                  before,
                  repaired ? observed.target().flatMap(LiveTarget::editor) : Optional.empty()));
      case WriteOutcome.Adopted ignored ->
          List.of(
              new TargetWritten(TargetAction.ADOPTED, written.write(), before, Optional.empty()));
      case WriteOutcome.Unchanged ignored -> List.of();
      case WriteOutcome.Refused ignored -> List.of();
      case WriteOutcome.Retry ignored -> List.of();
    };
  }

  /** The fact of a refusal, when this is the first look that meets it. */
  static List<SyncFact> refusal(SyncObservation observed, SyncOutcome.Failed failed) {
    Reason reason = failed.diagnosis().reason();
    boolean isRefusal =
        reason == Reason.AccessDenied
            || reason == Reason.StoreNotAllowed
            || reason == Reason.TargetConflict;
    boolean isKnown =
        ConditionSet.find(
                observed.status() == null ? null : observed.status().conditions(),
                SyncReport.SYNCED)
            .filter(synced -> synced.reason().equals(reason.name()))
            .isPresent();
    if (!isRefusal || isKnown) {
      return List.of();
    }
    return List.of(
        new AccessRefused(
            failed.diagnosis(),
            failed.source().map(source -> source.store().toString()).orElse(""),
            failed.source().map(SourceRows::pathOf).orElse("")));
  }
}
