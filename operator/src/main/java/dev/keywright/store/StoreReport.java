package dev.keywright.store;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.SecretStoreStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.fetch.FailureReasons;
import dev.keywright.fetch.StoreProbe.Outcome;
import dev.keywright.provider.spi.CheckResult.Capability;
import dev.keywright.provider.spi.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a store after a look. Pure, and the same for every look until the next check, so
 * that a write that met a conflict is simply made again.
 *
 * <p>One failed check of a ready store says nothing yet; the second one, a second later, makes it
 * not ready. A store that was never ready and cannot be reached is Unknown and Reconciling; what a
 * person must change is False and Stalled.
 *
 * @param status the new status; equal to the old one when there is nothing to tell
 * @param becameReady whether the store was not ready before, so that its policies must look again
 * @param nextLook how long to wait at most before the next look
 */
public record StoreReport(SecretStoreStatus status, boolean becameReady, Duration nextLook) {
  static final String READY = "Ready";
  static final String RECONCILING = "Reconciling";
  static final String STALLED = "Stalled";
  static final Duration CONTACT_WRITTEN_EVERY = Duration.ofMinutes(10);

  private static final SecretStoreStatus NO_STATUS =
      new SecretStoreStatus(null, null, null, null, null, null, null, null);

  static StoreReport of(StoreObservation observed, Duration nextLook) {
    Outcome outcome =
        observed
            .history()
            .outcome()
            .orElseThrow(() -> new IllegalArgumentException("no check to tell of"));
    return switch (outcome) {
      case Outcome.Answered answered -> ready(observed, answered, nextLook);
      case Outcome.Failed(ProviderFailure failure) -> failed(observed, failure, nextLook);
      case Outcome.Unusable(Diagnosis diagnosis) ->
          diagnosis.reason() == Reason.InvalidSpec
              ? told(observed, stalled(observed, diagnosis), nextLook)
              : unchanged(observed, nextLook);
    };
  }

  /** What a status says about whether the store is ready. */
  static Optional<Condition> readiness(@Nullable SecretStoreStatus status) {
    return status == null ? Optional.empty() : ConditionSet.find(status.conditions(), READY);
  }

  private static StoreReport ready(
      StoreObservation observed, Outcome.Answered answered, Duration nextLook) {
    List<Condition> conditions =
        conditions(observed)
            .set(READY, "True", Reason.StoreReady.name(), "The store answers and knows us.")
            .remove(RECONCILING)
            .remove(STALLED)
            .list();
    SecretStoreStatus before = before(observed);
    SecretStoreStatus status =
        status(
            observed,
            conditions,
            answered.identity(),
            capabilities(answered.capabilities()),
            before.lastContactTime());
    Instant contact = observed.history().checkedAt().truncatedTo(ChronoUnit.SECONDS);
    boolean writesContact =
        !status.equals(before)
            || before.lastContactTime() == null
            || !contact.isBefore(before.lastContactTime().plus(CONTACT_WRITTEN_EVERY));
    return new StoreReport(
        writesContact
            ? status(observed, conditions, status.identity(), status.capabilities(), contact)
            : status,
        !wasReady(observed),
        nextLook);
  }

  private static StoreReport failed(
      StoreObservation observed, ProviderFailure failure, Duration nextLook) {
    Diagnosis diagnosis = FailureReasons.diagnose(failure);
    if (wasReady(observed) && observed.history().failures() < 2) {
      return unchanged(observed, nextLook);
    }
    if (!FailureReasons.isTransient(failure)) {
      return told(observed, stalled(observed, diagnosis), nextLook);
    }
    return told(
        observed,
        wasEverReady(observed) ? lost(observed, diagnosis) : waiting(observed, diagnosis),
        nextLook);
  }

  private static ConditionSet stalled(StoreObservation observed, Diagnosis diagnosis) {
    return conditions(observed)
        .set(READY, "False", diagnosis.reason().name(), diagnosis.message())
        .set(STALLED, "True", diagnosis.reason().name(), diagnosis.message())
        .remove(RECONCILING);
  }

  private static ConditionSet lost(StoreObservation observed, Diagnosis diagnosis) {
    return conditions(observed)
        .set(READY, "False", diagnosis.reason().name(), diagnosis.message())
        .remove(RECONCILING)
        .remove(STALLED);
  }

  private static ConditionSet waiting(StoreObservation observed, Diagnosis diagnosis) {
    return conditions(observed)
        .set(READY, "Unknown", diagnosis.reason().name(), diagnosis.message())
        .set(RECONCILING, "True", diagnosis.reason().name(), diagnosis.message())
        .remove(STALLED);
  }

  private static StoreReport told(
      StoreObservation observed, ConditionSet conditions, Duration nextLook) {
    SecretStoreStatus before = before(observed);
    boolean sameSpec = isOfThisSpec(observed);
    return new StoreReport(
        status(
            observed,
            conditions.list(),
            sameSpec ? before.identity() : null,
            sameSpec ? before.capabilities() : null,
            before.lastContactTime()),
        false,
        nextLook);
  }

  private static StoreReport unchanged(StoreObservation observed, Duration nextLook) {
    return new StoreReport(before(observed), false, nextLook);
  }

  private static SecretStoreStatus status(
      StoreObservation observed,
      List<Condition> conditions,
      @Nullable String identity,
      @Nullable List<String> capabilities,
      @Nullable Instant contact) {
    SecretStoreStatus before = before(observed);
    return new SecretStoreStatus(
        observed.store().generation(),
        conditions,
        identity,
        capabilities,
        contact,
        observed.policies(),
        before.outbox(),
        before.auditSequence());
  }

  private static List<String> capabilities(Set<Capability> capabilities) {
    return capabilities.stream()
        .sorted()
        .map(
            capability ->
                switch (capability) {
                  case READ -> "Read";
                  case ROTATE -> "Rotate";
                })
        .toList();
  }

  private static ConditionSet conditions(StoreObservation observed) {
    return new ConditionSet(
        before(observed).conditions(), observed.store().generation(), observed.now());
  }

  private static SecretStoreStatus before(StoreObservation observed) {
    return observed.status() == null ? NO_STATUS : observed.status();
  }

  private static boolean isOfThisSpec(StoreObservation observed) {
    return Objects.equals(before(observed).observedGeneration(), observed.store().generation());
  }

  private static boolean wasReady(StoreObservation observed) {
    return isOfThisSpec(observed) && ConditionSet.isTrue(before(observed).conditions(), READY);
  }

  /** Ready, or not ready only because it got lost after it had been. */
  private static boolean wasEverReady(StoreObservation observed) {
    List<Condition> conditions = before(observed).conditions();
    Optional<Condition> ready = ConditionSet.find(conditions, READY);
    return isOfThisSpec(observed)
        && ready.filter(condition -> !condition.status().equals("Unknown")).isPresent()
        && !ConditionSet.isTrue(conditions, STALLED);
  }
}
