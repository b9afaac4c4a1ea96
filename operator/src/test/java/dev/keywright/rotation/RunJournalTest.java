package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationIntent;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPending;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.RotationSubject;
import dev.keywright.api.v1alpha1.RotationTrigger;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunJournalTest {
  private static final Instant NOW = Scene.NOW;

  @Test
  void aDraftKeepsEverythingThatItIsNotToldToChange() {
    SecretRotationStatus full =
        new SecretRotationStatus(
            1L,
            RotationPhase.Verified,
            2,
            new RotationTrigger("Schedule", "slot:x", "alice", "Claimed", "why"),
            new RotationSubject("secstore/vault", "kv", "shop/db", List.of("token"), "valueOnly"),
            new RotationBase("1", Scene.BASE.toString()),
            new RotationPending("7", "2", Scene.OURS.toString()),
            new RotationIntent(RotationPhase.Committed, 2, "leader", NOW),
            List.of(new RotationConsumer("p", "Deployment", "api", "uid", "rev", 1, 2, "Waiting")),
            NOW,
            NOW.plusSeconds(1),
            NOW.plusSeconds(2),
            NOW.plusSeconds(3),
            NOW.plusSeconds(4),
            RotationOutcome.Done,
            3,
            NOW.plusSeconds(5),
            List.of(new Condition("Held", "True", 1L, NOW, "r", "m")),
            List.of(new OutboxItem("id", 1L, "t", NOW, "{}")),
            9L);

    assertThat(new JournalDraft(full).build()).isEqualTo(full);
    assertThat(full).hasNoNullFieldsOrProperties();
  }

  @Test
  void aRunWithoutAStatusIsBlank() {
    RunJournal journal = RunJournal.of(new SecretRotation());

    assertThat(journal.isBlank()).isTrue();
    assertThat(journal.isUnderWay()).isFalse();
    assertThat(journal.isEnded()).isFalse();
    assertThat(journal.isClosing()).isFalse();
    assertThat(journal.attempt()).isEqualTo(1);
    assertThat(journal.failures()).isZero();
    assertThat(journal.committedVersion()).isEmpty();
    assertThat(journal.object("shop")).isEmpty();
    assertThat(journal.isPastDeadline(NOW)).isFalse();
  }

  @ParameterizedTest(name = "{0}, intending {1}: may be in use {2}")
  @CsvSource({
    "Admitted, Staged, false",
    "Staged, Staged, false",
    "Staged, Applied, true",
    "Applied, , true",
    "Verified, Committed, true",
    "Committed, , true",
    "Observed, Retired, true",
  })
  void knowsWhenTheValueMayBeInUse(
      RotationPhase phase, @Nullable RotationPhase intent, boolean mayBe) {
    Scene scene = Scene.at(phase);
    if (intent != null) {
      scene.intending(intent);
    }

    assertThat(scene.observed().journal().mayBeInUse()).isEqualTo(mayBe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a fingerprint", "k1:xyz"})
  void whatIsMalformedIsNotKnown(String text) {
    Scene scene = Scene.at(RotationPhase.Verified);
    scene.journal.base = new RotationBase("", text);
    scene.journal.pending = new RotationPending("7", "x".repeat(129), text);

    RunJournal journal = scene.observed().journal();

    assertThat(journal.baseVersion()).isEmpty();
    assertThat(journal.baseFingerprint()).isEmpty();
    assertThat(journal.pendingFingerprint()).isEmpty();
    assertThat(journal.committedVersion()).isEmpty();
  }

  @Test
  void theDeadlineItselfIsInTime() {
    Scene scene = Scene.at(RotationPhase.Verified);
    scene.journal.deadline = NOW;

    assertThat(scene.observed().journal().isPastDeadline(NOW)).isFalse();
    assertThat(scene.observed().journal().isPastDeadline(NOW.plusMillis(1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"secstore/vault, shop", "csecstore/vault, ''"})
  void theObjectIsTheOneThatWasAdmitted(String store, String namespace) {
    RotationSubject subject =
        new RotationSubject(store, "kv", "shop/db", List.of("b", "a"), "valueOnly");

    RotatedObject object = RotatedObject.of(subject, "shop").orElseThrow();

    assertThat(object.store().namespace().orElse("")).isEqualTo(namespace);
    assertThat(object.properties()).containsExactly("a", "b");
    assertThat(object.path()).hasToString("kv:shop/db");
    assertThat(object.toSubject())
        .isEqualTo(new RotationSubject(store, "kv", "shop/db", List.of("a", "b"), "valueOnly"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../etc", "a//b", ""})
  void anObjectWithAMalformedPathIsNotKnown(String path) {
    assertThat(
            RotatedObject.of(
                new RotationSubject("secstore/vault", null, path, List.of("a"), "valueOnly"),
                "shop"))
        .isEmpty();
  }
}
