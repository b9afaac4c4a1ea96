package dev.keywright.trail;

import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationSubject;
import dev.keywright.api.v1alpha1.RotationTrigger;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.audit.AuditGate;
import dev.keywright.audit.AuditOutbox;
import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Result;
import dev.keywright.audit.record.Result.Outcome;
import dev.keywright.audit.record.RotationRecords;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.Trigger;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.rotation.RotationLedger;
import dev.keywright.rotation.RotationRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The outbox of rotations. Thread-safe. */
public final class RotationOutbox implements RotationLedger {
  private final TrailSubmission submission;
  private final AuditGate gate;
  private final Predicate<String> isProven;
  private final InstantSource clock;

  /**
   * @param gate says whether a run may begin
   * @param isProven whether the API server vouches for a requester of this name
   */
  public RotationOutbox(
      TrailSubmission submission, AuditGate gate, Predicate<String> isProven, InstantSource clock) {
    this.submission = submission;
    this.isProven = isProven;
    this.gate = gate;
    this.clock = clock;
  }

  @Override
  public SecretRotationStatus enter(
      SecretRotation run, SecretRotationStatus status, List<RotationRecord> records) {
    if (records.isEmpty()) {
      return status;
    }
    SecretRotationStatus last = run.getStatus();
    AuditOutbox before =
        Outboxes.read(
            run,
            last == null ? null : last.outbox(),
            last == null ? null : last.auditSequence(),
            clock.instant());
    AuditOutbox after =
        submission
            .trim(before)
            .append(records.stream().map(record -> draft(run, status, record)).toList());
    return status.withOutbox(Outboxes.items(after), after.lastSequence());
  }

  @Override
  public Optional<Diagnosis> refusal() {
    return gate.closed();
  }

  @Override
  public void submit(SecretRotation run) {
    submission.submit(Outboxes.objectOf(run), entriesOf(run));
  }

  @Override
  public void submitLast(SecretRotation run) {
    submission.submitLast(Outboxes.objectOf(run), entriesOf(run));
  }

  private static List<AuditEntry> entriesOf(SecretRotation run) {
    SecretRotationStatus status = run.getStatus();
    return Outboxes.entries(status == null ? null : status.outbox());
  }

  private RecordDraft draft(
      SecretRotation run, SecretRotationStatus status, RotationRecord record) {
    Circumstances when = circumstances(run, status.trigger(), record);
    Subject subject = subject(run, status.subject(), record.change());
    List<Evidence> evidence = evidence(record);
    Reason reason = record.diagnosis().map(Diagnosis::reason).orElse(Reason.RotationFailed);
    return switch (record.type()) {
      case REQUEST_ACCEPTED -> RotationRecords.requestAccepted(when, subject);
      case REQUEST_REFUSED -> RotationRecords.requestRefused(when, subject, reason);
      case INTENDED ->
          RotationRecords.intended(
              when, subject, phase(record.from()), phase(record.to()), record.attempt());
      case COMPLETED ->
          RotationRecords.ended(
              when, subject, evidence, step(Result.of(Outcome.Succeeded), record));
      case FAILED ->
          RotationRecords.ended(
              when, subject, evidence, step(Result.of(Outcome.Failed, reason), record));
      case HELD -> RotationRecords.held(when, subject, evidence, phase(record.from()), reason);
      case RESUMED ->
          RotationRecords.ended(
              when.foundLater(), subject, evidence, step(Result.of(Outcome.Succeeded), record));
      case ENDED -> {
        RecordDraft ended = RotationRecords.aborted(when, subject, phase(record.from()), reason);
        yield new RecordDraft(
            ended.type(),
            ended.circumstances(),
            ended.subject(),
            evidence,
            ended.result().step(phase(record.from()), record.to()));
      }
      case DONE ->
          RotationRecords.done(when, subject, evidence, step(Result.of(Outcome.Succeeded), record));
    };
  }

  private static Result step(Result result, RotationRecord record) {
    return result
        .step(phase(record.from()), phase(record.to()))
        .attempt(Math.max(1, record.attempt()));
  }

  /** A run has no phase before the first. */
  private static String phase(String name) {
    return name.isEmpty() ? "Requested" : name;
  }

  private Circumstances circumstances(
      SecretRotation run, @Nullable RotationTrigger trigger, RotationRecord record) {
    Circumstances when = Circumstances.at(record.at()).inRun(run.getMetadata().getName());
    if (trigger == null || trigger.key() == null) {
      return when;
    }
    boolean isSchedule = trigger.key().startsWith("slot:");
    Trigger cause =
        isSchedule
            ? Trigger.of(Trigger.Kind.Schedule, trigger.key())
            : Trigger.request(trigger.key(), Optional.ofNullable(trigger.reason()));
    Circumstances caused = when.after(cause);
    return trigger.actor() == null ? caused : caused.by(requester(trigger.actor()));
  }

  private Actor requester(String username) {
    return isProven.test(username)
        ? Actor.admitted(kindOf(username), username)
        : Actor.claimed(kindOf(username), username);
  }

  private static Actor.Kind kindOf(String username) {
    return username.startsWith("system:serviceaccount:")
        ? Actor.Kind.ServiceAccount
        : Actor.Kind.User;
  }

  private static Subject subject(
      SecretRotation run, @Nullable RotationSubject subject, RotationRecord.Change change) {
    if (subject == null || subject.store() == null || subject.path() == null) {
      return Subject.NONE;
    }
    Subject.Store store = Subject.Store.of(storeOf(run, subject.store()), subject.path());
    Subject.Store before = change.versionBefore().map(store::before).orElse(store);
    Subject.Store after = change.versionAfter().map(before::after).orElse(before);
    Subject about = Subject.of(after);
    return subject.driver() == null
        ? about
        : about.with(new Subject.Target(subject.driver(), Optional.empty(), Optional.empty()));
  }

  private static StoreReference storeOf(SecretRotation run, String text) {
    String name = text.substring(text.indexOf('/') + 1);
    return text.startsWith("csecstore/")
        ? StoreReference.cluster(name)
        : StoreReference.namespaced(run.getMetadata().getNamespace(), name);
  }

  private static List<Evidence> evidence(RotationRecord record) {
    List<Evidence> evidence = new ArrayList<>();
    RotationRecord.Change change = record.change();
    if (change.fingerprintBefore().isPresent() || change.fingerprintAfter().isPresent()) {
      evidence.add(new Evidence.Content(change.fingerprintBefore(), change.fingerprintAfter()));
    }
    if (!record.consumers().isEmpty()) {
      evidence.add(
          new Evidence.Workloads(
              record.consumers().stream().map(RotationOutbox::workload).toList(), 0));
    }
    return evidence;
  }

  private static Evidence.Workload workload(RotationConsumer consumer) {
    int ready = consumer.ready() == null ? 0 : consumer.ready();
    return new Evidence.Workload(
        orUnknown(consumer.kind()),
        orUnknown(consumer.name()),
        ready,
        consumer.total() == null ? ready : consumer.total());
  }

  private static String orUnknown(@Nullable String text) {
    return text == null || text.isEmpty() ? "unknown" : text;
  }
}
