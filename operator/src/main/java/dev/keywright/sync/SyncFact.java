package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.RevisionCause;
import java.util.ArrayList;
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
   * @param isFoundLater whether an earlier look wrote it and did not live to tell
   */
  record TargetWritten(
      TargetAction action,
      TargetWrite write,
      String before,
      Optional<String> editor,
      boolean isFoundLater)
      implements SyncFact {}

  /**
   * A store or Kubernetes refused us; told once per series of refusals.
   *
   * @param diagnosis why
   * @param store the store, empty text where it is not about one
   * @param path the object, empty text where it is not about one
   */
  record AccessRefused(Diagnosis diagnosis, String store, String path) implements SyncFact {}

  /** The facts of a write; none when nothing was written, now or by a look that did not tell. */
  static List<SyncFact> of(SyncObservation observed, SyncOutcome.Written written) {
    TargetWrite write = written.write();
    boolean isUntold =
        observed.target().flatMap(LiveTarget::revision).filter(write.revision()::equals).isPresent()
            && !isTold(observed, write);
    List<SyncFact> facts = new ArrayList<>();
    if (isUntold) {
      facts.add(new TargetWritten(actionOf(write.cause()), write, "", Optional.empty(), true));
    }
    actionOf(observed, written)
        .map(
            action ->
                new TargetWritten(
                    action,
                    write,
                    observed.target().map(live -> live.content().toString()).orElse(""),
                    action == TargetAction.REPAIRED
                        ? observed.target().flatMap(LiveTarget::editor)
                        : Optional.empty(),
                    false))
        .ifPresent(facts::add);
    return List.copyOf(facts);
  }

  private static Optional<TargetAction> actionOf(
      SyncObservation observed, SyncOutcome.Written written) {
    TargetWrite write = written.write();
    return switch (written.outcome()) {
      case WriteOutcome.Created _ ->
          Optional.of(isTold(observed, write) ? TargetAction.REPAIRED : TargetAction.CREATED);
      case WriteOutcome.Updated _ ->
          Optional.of(isRepair(observed, write) ? TargetAction.REPAIRED : TargetAction.UPDATED);
      case WriteOutcome.Adopted _ -> Optional.of(TargetAction.ADOPTED);
      case WriteOutcome.Unchanged _,
          WriteOutcome.Refused _,
          WriteOutcome.Unavailable _,
          WriteOutcome.Retry _ ->
          Optional.empty();
    };
  }

  private static TargetAction actionOf(RevisionCause cause) {
    return switch (cause) {
      case Created -> TargetAction.CREATED;
      case Adopted -> TargetAction.ADOPTED;
      case SourceChanged, SpecChanged, Rotated -> TargetAction.UPDATED;
    };
  }

  /** Whether an earlier look has told of this very content in this very Secret. */
  private static boolean isTold(SyncObservation observed, TargetWrite write) {
    return observed.writtenRevision().filter(write.revision()::equals).isPresent()
        && observed
            .writtenTarget()
            .filter(told -> write.desired().name().equals(told.name()))
            .isPresent();
  }

  /**
   * Whether an update put back what was there before; one that is not in the cache lost its label.
   */
  private static boolean isRepair(SyncObservation observed, TargetWrite write) {
    return observed
        .target()
        .map(
            live ->
                (isTold(observed, write)
                        || live.revision().filter(write.revision()::equals).isPresent())
                    && isDrifted(live, write))
        .orElseGet(() -> isTold(observed, write));
  }

  private static boolean isDrifted(LiveTarget live, TargetWrite write) {
    return !live.markersIntact()
        || live.evidence()
            .filter(
                ours ->
                    ours.revision().equals(write.revision())
                        && ours.cause() == write.cause()
                        && (ours.fingerprint().equals(live.content())
                            || !ours.fingerprint().keyId().equals(live.content().keyId())))
            .isEmpty();
  }

  /** The fact of a refusal, when this is the first look that meets it. */
  static List<SyncFact> refusal(SyncObservation observed, SyncOutcome.Failed failed) {
    Reason reason = failed.diagnosis().reason();
    boolean isRefusal =
        reason == Reason.AccessDenied
            || reason == Reason.StoreNotAllowed
            || reason == Reason.TargetConflict;
    boolean isKnown =
        ConditionSet.find(observed.conditions(), SyncConditions.SYNCED)
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
