package dev.keywright.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Trigger;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.DesiredTarget;
import dev.keywright.sync.SyncFact;
import dev.keywright.sync.SyncFact.TargetAction;
import dev.keywright.sync.TargetWrite;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRecordsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final String VALUE = "a-value-that-must-not-be-told";
  private static final Revision REVISION = new Revision("01jnmz0000bbbbbbbbbbbbbbbb");
  private static final Fingerprint AFTER = Fingerprint.parse("k1:" + "a".repeat(32));
  private static final Fingerprint BEFORE = Fingerprint.parse("k1:" + "b".repeat(32));

  @ParameterizedTest
  @CsvSource({
    "CREATED, Created, TargetCreated, ",
    "UPDATED, SourceChanged, TargetUpdated, UpstreamVersion",
    "UPDATED, SpecChanged, TargetUpdated, SpecChange",
    "UPDATED, Rotated, TargetUpdated, ",
    "REPAIRED, Created, TargetRepaired, Drift",
    "REPAIRED, SourceChanged, TargetRepaired, Drift",
    "ADOPTED, Adopted, TargetAdopted, ",
  })
  void eachWriteHasItsRecord(
      TargetAction action, RevisionCause cause, AuditType type, Trigger.@Nullable Kind trigger) {
    RecordDraft draft = draft(written(action, cause, false));

    assertThat(draft.type()).isEqualTo(type);
    assertThat(draft.circumstances().trigger().map(Trigger::kind))
        .isEqualTo(Optional.ofNullable(trigger));
    assertThat(draft.circumstances().cause()).contains(REVISION.id());
    assertThat(draft.circumstances().run()).contains("run-1");
    assertThat(draft.circumstances().recovered()).isFalse();
    assertThat(draft.subject().policy().orElseThrow().name()).isEqualTo("orders");
    assertThat(draft.subject().secret().orElseThrow().keys()).containsExactly("token");
    assertThat(draft.evidence())
        .anyMatch(
            evidence ->
                evidence instanceof Evidence.Content content
                    && content.after().equals(Optional.of(AFTER)));
    assertThat(draft.toString()).doesNotContain(VALUE);
  }

  @Test
  void whatAnEarlierLookDidNotLiveToTellIsFoundLater() {
    assertThat(
            draft(written(TargetAction.UPDATED, RevisionCause.SourceChanged, true))
                .circumstances()
                .recovered())
        .isTrue();
  }

  @Test
  void aChangeAtTheSourceIsTheStoresDoing() {
    assertThat(
            draft(written(TargetAction.UPDATED, RevisionCause.SourceChanged, false))
                .circumstances()
                .actor()
                .kind())
        .isEqualTo(Actor.Kind.Upstream);
  }

  @Test
  void aRepairNamesWhoEdited() {
    SyncFact repaired =
        new SyncFact.TargetWritten(
            TargetAction.REPAIRED,
            write(RevisionCause.Created),
            BEFORE.toString(),
            Optional.of("kubectl-edit"),
            false);

    assertThat(draft(repaired).evidence())
        .contains(
            new Evidence.Editor("kubectl-edit"),
            new Evidence.Content(Optional.of(BEFORE), Optional.of(AFTER)));
  }

  @ParameterizedTest
  @CsvSource({"secstore/vault, shop", "csecstore/shared, "})
  void aRefusalNamesStoreAndPath(String store, @Nullable String namespace) {
    RecordDraft draft =
        draft(
            new SyncFact.AccessRefused(
                new Diagnosis(Reason.AccessDenied, "No."), store, "shop/orders"));

    assertThat(draft.type()).isEqualTo(AuditType.AccessRefused);
    assertThat(draft.result().reason()).contains("AccessDenied");
    assertThat(draft.subject().store().orElseThrow().path()).contains("shop/orders");
    assertThat(draft.subject().store().orElseThrow().reference().namespace())
        .isEqualTo(Optional.ofNullable(namespace));
  }

  @Test
  void aRefusalByTheClusterNamesNoStore() {
    RecordDraft draft =
        draft(new SyncFact.AccessRefused(new Diagnosis(Reason.AccessDenied, "No."), "", ""));

    assertThat(draft.subject().store()).isEmpty();
  }

  private static RecordDraft draft(SyncFact fact) {
    return PolicyRecords.of(policy(), fact, NOW);
  }

  private static SyncFact written(TargetAction action, RevisionCause cause, boolean isFoundLater) {
    return new SyncFact.TargetWritten(action, write(cause), "", Optional.empty(), isFoundLater);
  }

  private static TargetWrite write(RevisionCause cause) {
    return new TargetWrite(
        new ObjectKey("shop", "orders"),
        "uid",
        new DesiredTarget("orders", "Opaque", Map.of("token", SecretMaterial.ofUtf8(VALUE))),
        REVISION,
        cause,
        AFTER,
        "42",
        Optional.of("run-1"),
        Adopt.Never);
  }

  private static SecretPolicy policy() {
    SecretPolicy policy = new SecretPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("11112222-3333-4000-8000-000000000001")
            .withGeneration(3L)
            .build());
    return policy;
  }
}
