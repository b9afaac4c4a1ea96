package dev.keywright.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.audit.AuditOutbox;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.RotationRecords;
import dev.keywright.audit.record.Subject;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxesTest {
  private static final Instant CREATED = Instant.parse("2026-03-04T12:00:00Z");
  private static final UUID UID = UUID.fromString("11112222-3333-4000-8000-000000000001");

  @Test
  void theObjectIsTheOneWhoseStatusHoldsTheOutbox() {
    assertThat(Outboxes.objectOf(run()))
        .isEqualTo(AuditObject.namespaced("SecretRotation", "shop", "run", UID));
  }

  @Test
  void whatAStatusHoldsComesBackAsItWas() {
    AuditOutbox outbox =
        Outboxes.read(run(), null, null, CREATED)
            .append(RotationRecords.requestAccepted(Circumstances.at(CREATED), Subject.NONE));

    AuditOutbox again =
        Outboxes.read(run(), Outboxes.items(outbox), outbox.lastSequence(), CREATED);

    assertThat(again).isEqualTo(outbox);
    assertThat(again.entries()).hasSize(1);
    assertThat(again.entries().getFirst().open(again.object())).isPresent();
  }

  @ParameterizedTest(name = "a status lost {0} ms after the object was made")
  @CsvSource({"1", "250", "59000", "86400000"})
  @DisplayName("no record number is given twice, even when the status of a new object is lost")
  void numbersGoOnBeyondALostStatus(long millis) {
    AuditOutbox first = Outboxes.read(run(), null, null, CREATED);

    AuditOutbox second = Outboxes.read(run(), null, null, CREATED.plusMillis(millis));

    assertThat(second.lastSequence()).isEqualTo(first.lastSequence() + millis);
  }

  @Test
  void aClockBehindTheApiServersCountsFromTheBeginning() {
    assertThat(Outboxes.read(run(), null, null, CREATED.minusSeconds(5)).lastSequence()).isZero();
  }

  @Test
  void entriesThatLackAPartAreLeftOut() {
    OutboxItem whole = new OutboxItem("id", 1L, "RotationDone", CREATED, "{}");

    assertThat(
            Outboxes.entries(
                List.of(
                    whole,
                    new OutboxItem("a", null, "RotationDone", CREATED, "{}"),
                    new OutboxItem("b", 1L, null, CREATED, "{}"),
                    new OutboxItem("c", 1L, "RotationDone", null, "{}"),
                    new OutboxItem("d", 1L, "RotationDone", CREATED, null))))
        .singleElement()
        .satisfies(entry -> assertThat(entry.id()).isEqualTo("id"));
    assertThat(Outboxes.entries(null)).isEmpty();
  }

  private static SecretRotation run() {
    SecretRotation run = new SecretRotation();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("run")
            .withUid(UID.toString())
            .withCreationTimestamp(CREATED.toString())
            .build());
    return run;
  }
}
