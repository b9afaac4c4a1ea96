package dev.keywright.sync;

import static dev.keywright.sync.Picture.API;
import static dev.keywright.sync.Picture.DB;
import static dev.keywright.sync.Picture.F1;
import static dev.keywright.sync.Picture.F2;
import static dev.keywright.sync.Picture.NOW;
import static dev.keywright.sync.Picture.OTHER_KEY;
import static dev.keywright.sync.Picture.R1;
import static dev.keywright.sync.Picture.R2;
import static dev.keywright.sync.Picture.checked;
import static dev.keywright.sync.Picture.evidence;
import static dev.keywright.sync.Picture.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import dev.keywright.sync.LiveTarget.Evidence;
import dev.keywright.sync.LiveTarget.Owner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyncPlannerTest {
  private static final Map<SourceKey, SourceVersion> SHOWN = Map.of(DB, new SourceVersion("1"));
  private static final Diagnosis DOWN = new Diagnosis(Reason.ProviderUnavailable, "down");
  private static final String LIMITED =
      """
      storeRef: {name: vault}
      refresh: {interval: 5m, maxStaleness: 30m}
      dataFrom: [{extract: {path: shop/db}}]
      """;

  @Test
  @DisplayName("S38 a new policy is served before repairs and refreshes")
  void readsEverythingForANewPolicy() {
    assertThat(plan(Picture.fresh().spec(Spec.TWO)))
        .isEqualTo(new SyncPlan.Fetch(Set.of(DB, API), Map.of(), Urgency.FORCED));
  }

  @Test
  @DisplayName("S25 there is nothing to do while nothing has changed")
  void restsWhenNothingHasChanged() {
    assertThat(plan(Picture.synced())).isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
    assertThat(plan(Picture.synced(Spec.TWO))).isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
  }

  @Test
  void rejectsASpecBeforeAnythingElse() {
    Picture picture = Picture.synced().spec(Spec.of("dataFrom: [{extract: {path: shop/db}}]"));
    assertThat(plan(picture.gone()))
        .isInstanceOfSatisfying(
            SyncPlan.Reject.class,
            reject -> assertThat(reject.diagnosis().reason()).isEqualTo(Reason.InvalidSpec));
  }

  @Test
  void readsEverythingWhenTheSpecIsNew() {
    assertThat(plan(Picture.synced().generation(2))).isEqualTo(render(Urgency.FORCED));
  }

  @Test
  void readsEverythingWhenASourceWasNeverShown() {
    assertThat(plan(Picture.synced().spec(Spec.TWO)))
        .isEqualTo(new SyncPlan.Fetch(Set.of(DB, API), Map.of(), Urgency.FORCED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @DisplayName("S13 S14 S15 whatever was done to the target by hand is noticed")
  void readsEverythingToRepair(String what, Picture picture) {
    assertThat(plan(picture)).isEqualTo(render(Urgency.REPAIR));
  }

  static Stream<Arguments> readsEverythingToRepair() {
    Evidence ours = evidence(R1, RevisionCause.SourceChanged, F1);
    LiveTarget good = live(R1, F1);
    return Stream.of(
        Arguments.of("deleted", Picture.synced().gone()),
        Arguments.of("edited data", target(live(Optional.of(ours), F2))),
        Arguments.of("stripped annotations", target(live(Optional.empty(), F1))),
        Arguments.of("forged revision", target(live(R2, F1))),
        Arguments.of(
            "forged cause", target(live(Optional.of(evidence(R1, RevisionCause.Created, F1)), F1))),
        Arguments.of(
            "forged fingerprint",
            target(live(Optional.of(evidence(R1, RevisionCause.SourceChanged, F2)), F1))),
        Arguments.of("forged data and fingerprint", target(live(R1, F2))),
        Arguments.of(
            "forged version",
            target(live(Optional.of(new Evidence(R1, RevisionCause.SourceChanged, F1, "9")), F1))),
        Arguments.of("another type", target(with(good, "kubernetes.io/tls", new Owner.Us(), true))),
        Arguments.of("stripped label", target(with(good, "Opaque", new Owner.Us(), false))),
        Arguments.of("another owner", target(with(good, "Opaque", new Owner.Foreign("x"), false))),
        Arguments.of(
            "lost key",
            target(live(Optional.of(evidence(R1, RevisionCause.SourceChanged, OTHER_KEY)), F1))),
        Arguments.of("status without the time of the change", Picture.synced().changedTime(null)));
  }

  @Test
  @DisplayName("R15 lost status is made again from the sources")
  void readsEverythingWhenStatusIsLost() {
    assertThat(plan(Picture.synced().status(null))).isEqualTo(render(Urgency.FORCED));
  }

  @Test
  @DisplayName("S24 a request checks the sources, once")
  void checksOnRequest() {
    String token = NOW.minusSeconds(2).toString();
    assertThat(plan(Picture.synced().asked(token))).isEqualTo(check(Urgency.FORCED));
    assertThat(
            plan(
                Picture.synced()
                    .asked(token)
                    .handled(new RequestStatus(token, RequestState.Done, null, null, null))))
        .isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
    assertThat(plan(Picture.synced().asked("tomorrow")))
        .isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
  }

  @Test
  void triesAgainAfterAFailure() {
    Picture failing = Picture.synced().failing(Reason.AccessDenied, NOW.minusSeconds(9));
    assertThat(plan(failing)).isEqualTo(check(Urgency.FORCED));
  }

  @Test
  void leavesItToTheWatchWhileItSaysThatASourceIsInTrouble() {
    Picture failing = Picture.synced().failing(Reason.ProviderUnavailable, NOW.minusSeconds(9));
    assertThat(plan(failing.health(DB, troubled())))
        .isEqualTo(new SyncPlan.UpToDate(Optional.of(DOWN)));
  }

  @Test
  void readsWhatIsNew() {
    assertThat(plan(Picture.synced().health(DB, checked("2", NOW))))
        .isEqualTo(check(Urgency.REFRESH));
    assertThat(plan(Picture.synced().rotating("run-1", DB, "2"))).isEqualTo(check(Urgency.FORCED));
    assertThat(plan(Picture.synced().rotating("run-1", DB, "1")))
        .isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
  }

  @Test
  void checksBeforeItCallsTheValuesStale() {
    Picture picture = Picture.synced(Spec.of(LIMITED)).health(DB, checked("1", NOW));
    assertThat(plan(picture)).isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
    Duration age = Duration.ofMinutes(30);
    assertThat(plan(picture.health(DB, checked("1", NOW.minus(age).plusMillis(1)))))
        .isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
    assertThat(plan(picture.health(DB, checked("1", NOW.minus(age)))))
        .isEqualTo(check(Urgency.REFRESH));
    assertThat(plan(picture.health(DB, troubled())))
        .isEqualTo(new SyncPlan.UpToDate(Optional.of(DOWN)));
  }

  @Property
  void neverTakesAVersionForShownWhenTheTargetIsNotIntact(
      @ForAll boolean isGone,
      @ForAll boolean isEdited,
      @ForAll boolean isAsked,
      @ForAll boolean isNew,
      @ForAll boolean hasNews) {
    Picture picture = Picture.synced();
    if (isEdited) {
      picture.target(live(Optional.of(evidence(R1, RevisionCause.SourceChanged, F1)), F2));
    }
    if (isGone) {
      picture.gone();
    }
    if (isAsked) {
      picture.asked(NOW.toString());
    }
    if (isNew) {
      picture.generation(2);
    }
    if (hasNews) {
      picture.health(DB, checked("2", NOW));
    }
    SyncPlan plan = plan(picture);
    boolean mustRender = isGone || isEdited || isNew;
    boolean mustAsk = isAsked || hasNews;
    if (mustRender) {
      assertThat(plan)
          .isInstanceOfSatisfying(
              SyncPlan.Fetch.class, fetch -> assertThat(fetch.known()).isEmpty());
    } else if (mustAsk) {
      assertThat(plan)
          .isInstanceOfSatisfying(
              SyncPlan.Fetch.class, fetch -> assertThat(fetch.known()).isEqualTo(SHOWN));
    } else {
      assertThat(plan).isEqualTo(new SyncPlan.UpToDate(Optional.empty()));
    }
  }

  private static Picture target(LiveTarget live) {
    return Picture.synced().target(live);
  }

  private static LiveTarget with(LiveTarget live, String type, Owner owner, boolean isMarked) {
    return new LiveTarget(
        live.name(),
        live.uid(),
        live.resourceVersion(),
        type,
        live.immutable(),
        live.content(),
        live.evidence(),
        owner,
        isMarked,
        live.writtenAt(),
        live.editor());
  }

  private static SourceHealth troubled() {
    return new SourceHealth(
        Optional.of(new SourceVersion("1")), Optional.of(Picture.SYNCED), Optional.of(DOWN));
  }

  private static SyncPlan render(Urgency urgency) {
    return new SyncPlan.Fetch(Set.of(DB), Map.of(), urgency);
  }

  private static SyncPlan check(Urgency urgency) {
    return new SyncPlan.Fetch(Set.of(DB), SHOWN, urgency);
  }

  private static SyncPlan plan(Picture picture) {
    return SyncPlanner.plan(picture.take());
  }
}
