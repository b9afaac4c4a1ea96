package dev.keywright.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.audit.AckLedger;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.policy.PolicyTrail.Outbox;
import dev.keywright.sync.SyncFact;
import dev.keywright.testkit.MutableClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyOutboxTest {
  private static final SyncFact REFUSED =
      new SyncFact.AccessRefused(new Diagnosis(Reason.AccessDenied, "No."), "", "");

  private final MutableClock clock = MutableClock.atNoon();
  private final PolicyOutbox outbox =
      new PolicyOutbox(DetachedTrail.submission(new AckLedger(object -> {}), clock), clock);
  private final SecretPolicy policy = policy();

  @Test
  void aPolicyToWhichNothingHappenedHasNoOutbox() {
    assertThat(outbox.append(policy, List.of())).isEqualTo(new Outbox(List.of(), 0));
  }

  @Test
  void factsBecomeNumberedRecordsAfterWhatWaits() {
    Outbox first = outbox.append(policy, List.of(REFUSED));
    write(first);
    Outbox second = outbox.append(policy, List.of(REFUSED, REFUSED));

    assertThat(second.items()).hasSize(3).first().isEqualTo(first.items().getFirst());
    assertThat(second.items())
        .extracting(OutboxItem::sequence)
        .containsExactly(first.sequence(), first.sequence() + 1, first.sequence() + 2);
    assertThat(second.sequence()).isEqualTo(first.sequence() + 2);
  }

  @Test
  void whatWaitsStaysWhileNothingNewHappens() {
    Outbox first = outbox.append(policy, List.of(REFUSED));
    write(first);

    assertThat(outbox.append(policy, List.of())).isEqualTo(first);
  }

  @Test
  void aLostStatusGivesNoNumberTwice() {
    Outbox first = outbox.append(policy, List.of(REFUSED));
    clock.advance(Duration.ofSeconds(2));

    Outbox second = outbox.append(policy, List.of(REFUSED));

    assertThat(second.sequence()).isEqualTo(first.sequence() + 2000);
    assertThat(second.items().getFirst().id()).isNotEqualTo(first.items().getFirst().id());
  }

  private void write(Outbox next) {
    policy.setStatus(
        new SecretPolicyStatus(
            1L,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            next.items(),
            next.sequence()));
  }

  private static SecretPolicy policy() {
    SecretPolicy policy = new SecretPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("11112222-3333-4000-8000-000000000001")
            .withCreationTimestamp("2026-03-04T12:00:00Z")
            .build());
    return policy;
  }
}
