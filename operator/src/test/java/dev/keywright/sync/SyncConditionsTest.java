package dev.keywright.sync;

import static dev.keywright.sync.Picture.DB;
import static dev.keywright.sync.Picture.F1;
import static dev.keywright.sync.Picture.F2;
import static dev.keywright.sync.Picture.NOW;
import static dev.keywright.sync.Picture.R1;
import static dev.keywright.sync.Picture.SYNCED;
import static dev.keywright.sync.Picture.checked;
import static dev.keywright.sync.Picture.evidence;
import static dev.keywright.sync.Picture.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.RevisionCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the table of conditions that is about the target and its sources. */
class SyncConditionsTest {
  private static final String LIMITED =
      """
      storeRef: {name: vault}
      refresh: {maxStaleness: 90m}
      dataFrom: [{extract: {path: shop/db}}]
      """;

  private static final String OTHER_TARGET =
      """
      storeRef: {name: vault}
      target: {name: other}
      dataFrom: [{extract: {path: shop/db}}]
      """;

  /** Where a policy stands when it cannot be synced. */
  enum Situation {
    /** It was never synced. */
    NEW,
    /** Its target is as it was left. */
    GOOD,
    /** The same, and its sources were last confirmed as long ago as it allows. */
    STALE,
    /** The same, a moment before. */
    NEARLY_STALE,
    /** Its target is good for the spec that it had. */
    EDITED_SPEC,
    /** The same, and it names another target. */
    RENAMED,
    DELETED,
    DELETED_AND_EDITED_SPEC,
    EDITED;

    Picture picture() {
      Instant staleAt = SYNCED.plus(Duration.ofMinutes(90));
      return switch (this) {
        case NEW -> Picture.fresh();
        case GOOD -> Picture.synced();
        case STALE -> Picture.synced(Spec.of(LIMITED)).at(staleAt);
        case NEARLY_STALE -> Picture.synced(Spec.of(LIMITED)).at(staleAt.minusMillis(1));
        case EDITED_SPEC -> Picture.synced().generation(2);
        case RENAMED -> Picture.synced().generation(2).spec(Spec.of(OTHER_TARGET)).gone();
        case DELETED -> Picture.synced().gone();
        case DELETED_AND_EDITED_SPEC -> Picture.synced().gone().generation(2);
        case EDITED ->
            Picture.synced()
                .target(live(Optional.of(evidence(R1, RevisionCause.SourceChanged, F1)), F2));
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    // store unreachable, no good value yet
    "NEW, ProviderUnavailable, Unknown ProviderUnavailable, Reconciling",
    "NEW, RateLimited, Unknown RateLimited, Reconciling",
    "NEW, StoreNotReady, Unknown StoreNotReady, Reconciling",
    // spec changed, and it cannot be carried out now
    "EDITED_SPEC, ProviderUnavailable, Unknown ProviderUnavailable, Reconciling",
    "RENAMED, ProviderUnavailable, Unknown ProviderUnavailable, Reconciling",
    // store down or access lost, target still good
    "GOOD, ProviderUnavailable, True Synced, ''",
    "GOOD, RateLimited, True Synced, ''",
    "GOOD, StoreNotReady, True Synced, ''",
    "GOOD, AccessDenied, True Synced, ''",
    "GOOD, StoreNotAllowed, True Synced, ''",
    "GOOD, PathNotFound, True Synced, ''",
    "GOOD, PropertyNotFound, True Synced, ''",
    "GOOD, TargetTooLarge, True Synced, ''",
    // the spec is what it was when the target was good: the source is not
    "GOOD, InvalidSpec, True Synced, ''",
    "NEARLY_STALE, ProviderUnavailable, True Synced, ''",
    // re-creation held
    "GOOD, RecreateHeld, True Synced, ''",
    "EDITED_SPEC, RecreateHeld, True Synced, ''",
    // past maxStaleness
    "STALE, ProviderUnavailable, False Stale, ''",
    "STALE, AccessDenied, False Stale, ''",
    // a person is needed: bad spec, no store, refused before any good value
    "NEW, InvalidSpec, False InvalidSpec, Stalled",
    "EDITED_SPEC, InvalidSpec, False InvalidSpec, Stalled",
    "DELETED_AND_EDITED_SPEC, InvalidSpec, False InvalidSpec, Stalled",
    "NEW, StoreNotFound, False StoreNotFound, Stalled",
    "GOOD, StoreNotFound, False StoreNotFound, Stalled",
    "NEW, TargetConflict, False TargetConflict, Stalled",
    "EDITED, TargetConflict, False TargetConflict, Stalled",
    "NEW, AccessDenied, False AccessDenied, Stalled",
    "NEW, StoreNotAllowed, False StoreNotAllowed, Stalled",
    "NEW, PathNotFound, False PathNotFound, Stalled",
    "NEW, PropertyNotFound, False PropertyNotFound, Stalled",
    "NEW, TargetTooLarge, False TargetTooLarge, Stalled",
    "EDITED_SPEC, PropertyNotFound, False PropertyNotFound, Stalled",
    "RENAMED, AccessDenied, False AccessDenied, Stalled",
    // target edited or deleted while the store is down
    "DELETED, ProviderUnavailable, False TargetMissing, ''",
    "DELETED, AccessDenied, False TargetMissing, ''",
    "DELETED, InvalidSpec, False TargetMissing, ''",
    "DELETED_AND_EDITED_SPEC, ProviderUnavailable, False TargetMissing, ''",
    "EDITED, ProviderUnavailable, False TargetDrifted, ''",
    "EDITED, PathNotFound, False TargetDrifted, ''",
  })
  void tellsWhyNot(Situation situation, Reason reason, String ready, String beside) {
    List<Condition> conditions =
        SyncConditions.failed(situation.picture().take(), new Diagnosis(reason, "why"));
    assertThat(brief(conditions, "Ready")).isEqualTo(ready);
    assertThat(brief(conditions, "Synced")).isEqualTo("False " + reason);
    assertThat(
            conditions.stream()
                .map(Condition::type)
                .filter(type -> !type.equals("Ready") && !type.equals("Synced"))
                .collect(Collectors.joining(" ")))
        .isEqualTo(beside);
    if (!beside.isEmpty()) {
      assertThat(brief(conditions, beside)).isEqualTo("True " + reason);
    }
    assertThat(conditions)
        .allSatisfy(
            condition ->
                assertThat(condition.observedGeneration())
                    .isEqualTo(situation.picture().take().generation()));
  }

  @ParameterizedTest
  @EnumSource(Situation.class)
  void tellsThatAllIsWell(Situation situation) {
    List<Condition> before =
        SyncConditions.failed(
            situation.picture().take(), new Diagnosis(Reason.ProviderUnavailable, "why"));
    List<Condition> conditions =
        SyncConditions.settled(Picture.synced().conditions(before).generation(3).take());
    assertThat(conditions).extracting(Condition::type).containsExactlyInAnyOrder("Ready", "Synced");
    assertThat(conditions)
        .allSatisfy(
            condition -> {
              assertThat(condition.status()).isEqualTo("True");
              assertThat(condition.reason()).isEqualTo("Synced");
              assertThat(condition.observedGeneration()).isEqualTo(3);
            });
  }

  @Test
  @DisplayName("S42 an outage leaves Ready as it is, time of the last transition included")
  void leavesReadyAlone() {
    Condition before = find(Picture.synced().take().conditions(), "Ready");
    Condition after =
        find(
            SyncConditions.failed(
                Picture.synced().take(), new Diagnosis(Reason.ProviderUnavailable, "why")),
            "Ready");
    assertThat(after.status()).isEqualTo("True");
    assertThat(after.lastTransitionTime()).isEqualTo(before.lastTransitionTime()).isEqualTo(SYNCED);
  }

  @Test
  void movesTheTransitionTimeOnlyWithTheStatus() {
    Instant since = NOW.minusSeconds(30);
    Picture failing = Picture.synced().failing(Reason.ProviderUnavailable, since);
    Condition same =
        find(
            SyncConditions.failed(failing.take(), new Diagnosis(Reason.AccessDenied, "other")),
            "Synced");
    assertThat(same.reason()).isEqualTo("AccessDenied");
    assertThat(same.lastTransitionTime()).isEqualTo(since);
    Condition recovered = find(SyncConditions.settled(failing.take()), "Synced");
    assertThat(recovered.lastTransitionTime()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @EnumSource(names = {"ProviderUnavailable", "AccessDenied", "InvalidSpec"})
  void movesNothingWhileItKeepsFailing(Reason reason) {
    Diagnosis diagnosis = new Diagnosis(reason, "why");
    List<Condition> first = SyncConditions.failed(Picture.fresh().take(), diagnosis);
    Picture later = Picture.fresh().conditions(first).at(NOW.plusSeconds(600));
    assertThat(SyncConditions.failed(later.take(), diagnosis)).isEqualTo(first);
  }

  @Test
  void leavesTheConditionsOfOthersAlone() {
    List<Condition> mine = Picture.synced().take().conditions();
    List<Condition> with =
        new ConditionSet(mine, 1, SYNCED).set("Rotating", "False", "Synced", "No run.").list();
    Picture picture = Picture.synced().conditions(with).generation(2);
    Condition before = find(with, "Rotating");
    assertThat(find(SyncConditions.settled(picture.take()), "Rotating")).isEqualTo(before);
    assertThat(
            find(
                SyncConditions.failed(picture.take(), new Diagnosis(Reason.InvalidSpec, "x")),
                "Rotating"))
        .isEqualTo(before);
  }

  @Test
  void carriesTheWayOutInEveryMessage() {
    for (Situation situation : Situation.values()) {
      List<Condition> conditions =
          SyncConditions.failed(
              situation.picture().take(), new Diagnosis(Reason.AccessDenied, "Ask the owner."));
      assertThat(find(conditions, "Synced").message()).isEqualTo("Ask the owner.");
      Condition ready = find(conditions, "Ready");
      if (!ready.status().equals("True")) {
        assertThat(ready.message()).endsWith("Ask the owner.");
      }
    }
  }

  @Test
  void countsChecksThatStatusDoesNotKnowOf() {
    Picture picture =
        Picture.synced(Spec.of(LIMITED))
            .at(SYNCED.plus(Duration.ofHours(3)))
            .health(DB, checked("1", SYNCED.plus(Duration.ofHours(2))));
    assertThat(
            brief(
                SyncConditions.failed(picture.take(), new Diagnosis(Reason.AccessDenied, "x")),
                "Ready"))
        .isEqualTo("True Synced");
  }

  private static String brief(List<Condition> conditions, String type) {
    Condition condition = find(conditions, type);
    return condition.status() + " " + condition.reason();
  }

  private static Condition find(List<Condition> conditions, String type) {
    return ConditionSet.find(conditions, type).orElseThrow();
  }
}
