package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationIntent;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPending;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.RotationSubject;
import dev.keywright.api.v1alpha1.RotationTrigger;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next status of a run while it is being written. Not thread-safe. */
final class JournalDraft {
  private final @Nullable SecretRotationStatus before;
  @Nullable Long generation;
  @Nullable RotationPhase phase;
  @Nullable Integer attempt;
  @Nullable RotationTrigger trigger;
  @Nullable RotationSubject subject;
  @Nullable RotationBase base;
  @Nullable RotationPending pending;
  @Nullable RotationIntent intent;
  @Nullable List<RotationConsumer> consumers;
  @Nullable Instant startedTime;
  @Nullable Instant phaseTime;
  @Nullable Instant publishedTime;
  @Nullable Instant finishedTime;
  @Nullable Instant deadline;
  @Nullable RotationOutcome outcome;
  @Nullable Integer failures;
  @Nullable Instant retryTime;
  @Nullable List<Condition> conditions;

  JournalDraft(@Nullable SecretRotationStatus before) {
    this.before = before;
    if (before != null) {
      generation = before.observedGeneration();
      phase = before.phase();
      attempt = before.attempt();
      trigger = before.trigger();
      subject = before.subject();
      base = before.base();
      pending = before.pending();
      intent = before.intent();
      consumers = before.consumers();
      startedTime = before.startedTime();
      phaseTime = before.phaseTime();
      publishedTime = before.publishedTime();
      finishedTime = before.finishedTime();
      deadline = before.deadline();
      outcome = before.outcome();
      failures = before.failures();
      retryTime = before.retryTime();
      conditions = before.conditions();
    }
  }

  /** The status; outbox and record numbers are those it had. */
  SecretRotationStatus build() {
    return new SecretRotationStatus(
        generation,
        phase,
        attempt,
        trigger,
        subject,
        base,
        pending,
        intent,
        consumers,
        startedTime,
        phaseTime,
        publishedTime,
        finishedTime,
        deadline,
        outcome,
        failures,
        retryTime,
        conditions,
        before == null ? null : before.outbox(),
        before == null ? null : before.auditSequence());
  }
}
