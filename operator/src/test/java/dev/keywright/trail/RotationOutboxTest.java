package dev.keywright.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.PolicyRef;
import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationSubject;
import dev.keywright.api.v1alpha1.RotationTrigger;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.audit.AckLedger;
import dev.keywright.audit.AuditGate;
import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Result.Outcome;
import dev.keywright.audit.record.Trigger;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.rotation.RotationRecord;
import dev.keywright.rotation.RotationRecord.Change;
import dev.keywright.testkit.MutableClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RotationOutboxTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final Fingerprint BEFORE = Fingerprint.parse("k1:" + "b".repeat(32));
  private static final Fingerprint AFTER = Fingerprint.parse("k1:" + "a".repeat(32));
  private static final Change CHANGE =
      new Change(
          Optional.of(BEFORE),
          Optional.of(AFTER),
          Optional.of(new SourceVersion("1")),
          Optional.of(new SourceVersion("2")));

  private final MutableClock clock = new MutableClock(NOW);
  private final RotationOutbox outbox =
      new RotationOutbox(
          DetachedTrail.submission(new AckLedger(object -> {}), clock),
          new AuditGate(false, List::of),
          name -> name.startsWith("proven-"),
          clock);
  private final SecretRotation run = run();

  @ParameterizedTest
  @CsvSource({
    "REQUEST_ACCEPTED, RotationRequestAccepted, Succeeded, , ",
    "REQUEST_REFUSED, RotationRequestRefused, Refused, , ",
    "INTENDED, RotationPhaseIntended, Intended, Verified, Committed",
    "COMPLETED, RotationPhaseEnded, Succeeded, Verified, Committed",
    "FAILED, RotationPhaseEnded, Failed, Verified, Committed",
    "HELD, RotationHeld, Held, Verified, Held",
    "RESUMED, RotationPhaseEnded, Succeeded, Verified, Committed",
    "ENDED, RotationAborted, Failed, Verified, Committed",
    "DONE, RotationDone, Succeeded, Verified, Committed",
  })
  void eachStepHasItsRecord(
      RotationRecord.Type type,
      AuditType recorded,
      Outcome outcome,
      @Nullable String from,
      @Nullable String to) {
    RecordDraft draft = draftOf(record(type, "Verified", "Committed"));

    assertThat(draft.type()).isEqualTo(recorded);
    assertThat(draft.result().outcome()).isEqualTo(outcome);
    assertThat(draft.result().from()).isEqualTo(Optional.ofNullable(from));
    assertThat(draft.result().to()).isEqualTo(Optional.ofNullable(to));
    assertThat(draft.circumstances().run()).contains("orders-api-1");
    assertThat(draft.circumstances().occurred()).isEqualTo(NOW);
    assertThat(draft.circumstances().recovered()).isEqualTo(type == RotationRecord.Type.RESUMED);
  }

  @ParameterizedTest
  @EnumSource(
      value = RotationRecord.Type.class,
      names = {"REQUEST_REFUSED", "FAILED", "HELD", "ENDED"})
  void whatDidNotSucceedSaysWhy(RotationRecord.Type type) {
    assertThat(draftOf(record(type, "", "Aborted")).result().reason()).contains("RateLimited");
  }

  @Test
  void beforeTheFirstPhaseARunIsRequested() {
    assertThat(draftOf(record(RotationRecord.Type.COMPLETED, "", "Admitted")).result().from())
        .contains("Requested");
  }

  @Test
  void aRecordSaysWhatWasRotatedAndWhatChanged() {
    RecordDraft draft = draftOf(record(RotationRecord.Type.COMPLETED, "Verified", "Committed"));

    assertThat(draft.subject().store()).isPresent();
    assertThat(draft.subject().store().get().path()).contains("shop/orders-api");
    assertThat(draft.subject().store().get().versionBefore()).contains(new SourceVersion("1"));
    assertThat(draft.subject().store().get().versionAfter()).contains(new SourceVersion("2"));
    assertThat(draft.subject().target().orElseThrow().kind()).isEqualTo("valueOnly");
    assertThat(draft.evidence())
        .contains(new Evidence.Content(Optional.of(BEFORE), Optional.of(AFTER)));
  }

  @Test
  void consumersAreCountedOnTheValueAndInAll() {
    RotationRecord record =
        new RotationRecord(
            RotationRecord.Type.COMPLETED,
            NOW,
            "Propagated",
            "Observed",
            1,
            Optional.empty(),
            Change.NONE,
            List.of(
                new RotationConsumer("p", "Deployment", "api", "u", "r", 1, 3, "Restarting"),
                new RotationConsumer("p", null, null, null, null, null, null, null)));

    assertThat(draftOf(record).evidence())
        .containsExactly(
            new Evidence.Workloads(
                List.of(
                    new Evidence.Workload("Deployment", "api", 1, 3),
                    new Evidence.Workload("unknown", "unknown", 0, 0)),
                0));
  }

  @ParameterizedTest
  @CsvSource({
    "request:x, alice, Request, User, Claimed",
    "request:x, system:serviceaccount:argocd:ctl, Request, ServiceAccount, Claimed",
    "request:x, proven-alice, Request, User, Admission",
    "request:x, , Request, System, None",
    "slot:2026-03-04T03:00, , Schedule, System, None",
  })
  void aRecordSaysWhoAskedAndHowSureThatIs(
      String key,
      @Nullable String actor,
      Trigger.Kind kind,
      Actor.Kind who,
      Actor.Verification verification) {
    RotationTrigger trigger = new RotationTrigger("Annotation", key, actor, "Claimed", "why");

    RecordDraft draft = draftOf(record(RotationRecord.Type.COMPLETED, "", "Admitted"), trigger);

    assertThat(draft.circumstances().trigger().orElseThrow().kind()).isEqualTo(kind);
    assertThat(draft.circumstances().trigger().orElseThrow().key()).contains(key);
    assertThat(draft.circumstances().actor().kind()).isEqualTo(who);
    assertThat(draft.circumstances().actor().verification()).isEqualTo(verification);
  }

  @Test
  void recordsAreAppendedToWhatWaitsAndNumberedOn() {
    SecretRotationStatus first = enter(record(RotationRecord.Type.COMPLETED, "", "Admitted"));
    run.setStatus(first);
    SecretRotationStatus second =
        enter(
            record(RotationRecord.Type.COMPLETED, "Admitted", "Staged"),
            record(RotationRecord.Type.INTENDED, "Staged", "Verified"));

    List<OutboxItem> items = Objects.requireNonNull(second.outbox());
    assertThat(items).hasSize(3).startsWith(Objects.requireNonNull(first.outbox()).getFirst());
    long number = Objects.requireNonNull(first.auditSequence());
    assertThat(items)
        .extracting(OutboxItem::sequence)
        .containsExactly(number, number + 1, number + 2);
    assertThat(second.auditSequence()).isEqualTo(number + 2);
  }

  @Test
  void withoutARecordTheStatusStaysAsItIs() {
    SecretRotationStatus status = enter(record(RotationRecord.Type.COMPLETED, "", "Admitted"));
    run.setStatus(status);

    assertThat(enter()).isSameAs(status);
  }

  @Test
  void aClusterStoreHasNoNamespace() {
    SecretRotationStatus status = status(trigger(), "csecstore/shared");

    RecordDraft draft =
        opened(
            outbox.enter(
                run, status, List.of(record(RotationRecord.Type.COMPLETED, "", "Admitted"))));

    assertThat(draft.subject().store().orElseThrow().reference().namespace()).isEmpty();
  }

  private RecordDraft draftOf(RotationRecord record) {
    return draftOf(record, trigger());
  }

  private RecordDraft draftOf(RotationRecord record, RotationTrigger trigger) {
    return opened(outbox.enter(run, status(trigger, "secstore/vault"), List.of(record)));
  }

  private RecordDraft opened(SecretRotationStatus status) {
    List<AuditEntry> entries = Outboxes.entries(status.outbox());
    assertThat(entries).hasSize(1);
    return entries.getFirst().open(Outboxes.objectOf(run)).orElseThrow().draft();
  }

  private SecretRotationStatus enter(RotationRecord... records) {
    return outbox.enter(
        run,
        run.getStatus() == null ? status(trigger(), "secstore/vault") : run.getStatus(),
        List.of(records));
  }

  private static RotationRecord record(RotationRecord.Type type, String from, String to) {
    return new RotationRecord(
        type,
        NOW,
        from,
        to,
        1,
        Optional.of(new Diagnosis(Reason.RateLimited, "Slower.")),
        CHANGE,
        List.of());
  }

  private static RotationTrigger trigger() {
    return new RotationTrigger("Annotation", "request:x", null, "None", null);
  }

  private static SecretRotationStatus status(RotationTrigger trigger, String store) {
    return new SecretRotationStatus(
        1L,
        null,
        1,
        trigger,
        new RotationSubject(store, null, "shop/orders-api", List.of("token"), "valueOnly"),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static SecretRotation run() {
    SecretRotation run = new SecretRotation();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders-api-1")
            .withUid("11112222-3333-4000-8000-000000000001")
            .withCreationTimestamp(NOW.toString())
            .build());
    run.setSpec(new SecretRotationSpec(new PolicyRef("orders-api"), null, null, null));
    return run;
  }
}
