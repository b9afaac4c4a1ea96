package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.PolicyRef;
import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.rotation.RotationObservation.Standing;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunStandingTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private final List<SecretRotation> runs = new ArrayList<>();
  private final List<String> handled = new ArrayList<>();

  @Test
  void theOlderGoesFirstAndOfOneSecondTheOneWithTheSmallerName() {
    SecretRotation b = add("b", 0);
    SecretRotation a = add("a", 0);
    SecretRotation old = add("old", -1);

    assertThat(standing(old).ahead()).isEmpty();
    assertThat(standing(a).ahead()).contains("old");
    runs.remove(old);
    assertThat(standing(a).ahead()).isEmpty();
    assertThat(standing(b).ahead()).contains("a");
  }

  @Test
  void theOneUnderWayGoesBeforeAnOlderOne() {
    SecretRotation old = add("old", -5);
    SecretRotation running = add("running", 0);
    begin(running, null);

    assertThat(standing(old).ahead()).contains("running");
  }

  @Test
  void anEndedRunIsInNobodysWay() {
    SecretRotation ended = add("ended", -5);
    begin(ended, RotationOutcome.Aborted);

    assertThat(standing(add("next", 0)).ahead()).isEmpty();
  }

  @Test
  void onlyARunOfKeywrightsOwnCanBeOwned() {
    SecretRotation byHand = add("by-hand", 0);
    byHand
        .getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withKind("SecretPolicy")
                    .withName("orders-api")
                    .build()));

    assertThat(standing(byHand).isOwned()).isFalse();
  }

  @Test
  void aRunIsPastWhenItsValueOrAYoungerOnesWasShown() {
    SecretRotation older = add("older", -5);
    SecretRotation shown = add("shown", -3);
    SecretRotation sameSecond = add("same-second", -3);
    SecretRotation younger = add("younger", 0);

    assertThat(standing(older, "shown").isPast()).isTrue();
    assertThat(standing(shown, "shown").isPast()).isTrue();
    assertThat(standing(sameSecond, "shown").isPast()).isFalse();
    assertThat(standing(younger, "shown").isPast()).isFalse();
    assertThat(standing(older, "gone").isPast()).isFalse();
  }

  @Test
  void whatEndedOrIsGoneHasAbandonedItsSlotAndNobodyElse() {
    SecretRotation self = add("self", 0);
    SecretRotation ended = add("ended", -5);
    begin(ended, RotationOutcome.Quarantined);
    add("queued", 1);
    handled.add("gone");
    handled.add("queued");
    handled.add("orders.api-0123456789abcdef");

    assertThat(standing(self).abandoned())
        .contains(id("ended"), id("gone"), "orders-api-0123456789abcdef")
        .doesNotContain(id("queued"), id("self"));
    assertThat(standing(self).isHandled()).isFalse();
    handled.add("self");
    assertThat(standing(self).isHandled()).isTrue();
  }

  private Standing standing(SecretRotation run) {
    return standing(run, "");
  }

  private Standing standing(SecretRotation run, String shown) {
    SecretPolicyStatus status =
        new SecretPolicyStatus(
            1L,
            null,
            null,
            null,
            null,
            null,
            null,
            new PolicyRotationStatus(null, null, null, handled),
            null,
            null,
            null,
            null);
    return RunStanding.of(
        run, runs, Optional.of(status), Optional.of(shown).filter(name -> !name.isEmpty()));
  }

  private SecretRotation add(String name, int seconds) {
    SecretRotation run = new SecretRotation();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withCreationTimestamp(NOON.plusSeconds(seconds).toString())
            .build());
    run.setSpec(new SecretRotationSpec(new PolicyRef("orders-api"), null, null, null));
    runs.add(run);
    return run;
  }

  private static void begin(SecretRotation run, @Nullable RotationOutcome outcome) {
    Scene scene = Scene.at(RotationPhase.Staged);
    scene.journal.outcome = outcome;
    scene.journal.finishedTime = outcome == null ? null : NOON;
    run.setStatus(scene.journal.build());
  }

  private static String id(String name) {
    return RunName.idOf(Scene.POLICY, TriggerKeys.request(name));
  }
}
