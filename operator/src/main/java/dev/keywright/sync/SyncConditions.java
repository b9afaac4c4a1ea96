package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.util.List;
import java.util.Set;

/**
 * What the conditions of a policy say after a look: whether the target can be used (Ready), whether
 * it holds what the sources hold now (Synced), whether Keywright is still trying to make it usable
 * (Reconciling) and whether a person is needed (Stalled); the last two are there only while True.
 * Conditions of other parts stay. Pure.
 *
 * <pre>
 *                                        Ready                 Synced  beside
 *   settled                              True                  True
 *   no such store, not our Secret        False                 False   Stalled
 *   target holds the last good values    True                  False
 *     ... for longer than maxStaleness   False (Stale)         False
 *   target gone or edited, no way back   False (TargetMissing, False
 *                                               TargetDrifted)
 *   nothing good yet, ends by itself     Unknown               False   Reconciling
 *   nothing good yet, does not           False                 False   Stalled
 * </pre>
 *
 * <p>Good is a target that was rendered from the spec as it is now. Where a spec is new, what the
 * target holds is not what the policy asks for, however good it was.
 */
final class SyncConditions {
  static final String READY = "Ready";
  static final String SYNCED = "Synced";
  static final String RECONCILING = "Reconciling";
  static final String STALLED = "Stalled";

  private static final Set<Reason> TRANSIENT =
      Set.of(Reason.ProviderUnavailable, Reason.RateLimited, Reason.StoreNotReady);
  private static final Set<Reason> STALLS_ALWAYS =
      Set.of(Reason.StoreNotFound, Reason.TargetConflict);

  private SyncConditions() {}

  /** Whether what {@code reason} says ends by itself. */
  static boolean isTransient(Reason reason) {
    return TRANSIENT.contains(reason);
  }

  /** Target and sources agree. */
  static List<Condition> settled(SyncObservation observed) {
    return from(observed)
        .set(READY, "True", Reason.Synced.name(), "The target holds what the policy asks for.")
        .set(SYNCED, "True", Reason.Synced.name(), "The target holds what the sources hold.")
        .remove(RECONCILING)
        .remove(STALLED)
        .list();
  }

  /** Target and sources could not be brought together, or not be compared. */
  static List<Condition> failed(SyncObservation observed, Diagnosis diagnosis) {
    Reason reason = diagnosis.reason();
    boolean isIntact = observed.target().filter(LiveTarget::isIntact).isPresent();
    boolean isGood = isIntact && (!observed.isSpecNew() || reason == Reason.RecreateHeld);
    if (STALLS_ALWAYS.contains(reason)
        || (!isGood && observed.isSpecNew() && !isTransient(reason))) {
      return stalled(observed, diagnosis);
    }
    if (isGood) {
      return keptGood(observed, diagnosis);
    }
    return !isIntact && hadTarget(observed)
        ? lost(observed, diagnosis)
        : waiting(observed, diagnosis);
  }

  private static List<Condition> stalled(SyncObservation observed, Diagnosis diagnosis) {
    return with(observed, "False", diagnosis, diagnosis)
        .set(STALLED, "True", diagnosis.reason().name(), diagnosis.message())
        .remove(RECONCILING)
        .list();
  }

  private static List<Condition> waiting(SyncObservation observed, Diagnosis diagnosis) {
    return with(observed, "Unknown", diagnosis, diagnosis)
        .set(RECONCILING, "True", diagnosis.reason().name(), diagnosis.message())
        .remove(STALLED)
        .list();
  }

  private static List<Condition> keptGood(SyncObservation observed, Diagnosis diagnosis) {
    boolean isStale = Staleness.isStale(observed);
    Diagnosis ready =
        isStale
            ? new Diagnosis(
                Reason.Stale,
                "The sources could not be confirmed for longer than refresh.maxStaleness allows. "
                    + diagnosis.message())
            : new Diagnosis(Reason.Synced, "The target holds the last good values.");
    return with(observed, isStale ? "False" : "True", ready, diagnosis)
        .remove(RECONCILING)
        .remove(STALLED)
        .list();
  }

  private static List<Condition> lost(SyncObservation observed, Diagnosis diagnosis) {
    Diagnosis ready =
        observed.target().isEmpty()
            ? new Diagnosis(
                Reason.TargetMissing,
                "The target is gone and cannot be made again now. " + diagnosis.message())
            : new Diagnosis(
                Reason.TargetDrifted,
                "The target was edited and cannot be repaired now. " + diagnosis.message());
    return with(observed, "False", ready, diagnosis).remove(RECONCILING).remove(STALLED).list();
  }

  private static ConditionSet with(
      SyncObservation observed, String ready, Diagnosis why, Diagnosis notSynced) {
    return from(observed)
        .set(READY, ready, why.reason().name(), why.message())
        .set(SYNCED, "False", notSynced.reason().name(), notSynced.message());
  }

  /** Whether the Secret of the name that the policy asks for was written before. */
  private static boolean hadTarget(SyncObservation observed) {
    String name = PolicySources.targetOf(observed.policy().name(), observed.spec());
    return observed.writtenTarget().filter(written -> name.equals(written.name())).isPresent();
  }

  private static ConditionSet from(SyncObservation observed) {
    return new ConditionSet(observed.conditions(), observed.generation(), observed.now());
  }
}
