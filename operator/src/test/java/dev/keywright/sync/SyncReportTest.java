package dev.keywright.sync;

import static dev.keywright.sync.Picture.API;
import static dev.keywright.sync.Picture.DB;
import static dev.keywright.sync.Picture.F1;
import static dev.keywright.sync.Picture.F2;
import static dev.keywright.sync.Picture.NOW;
import static dev.keywright.sync.Picture.R1;
import static dev.keywright.sync.Picture.R2;
import static dev.keywright.sync.Picture.SYNCED;
import static dev.keywright.sync.Picture.checked;
import static dev.keywright.sync.Picture.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import dev.keywright.sync.SyncFact.TargetAction;
import dev.keywright.sync.SyncOutcome.SourceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncReportTest {
  private static final Diagnosis DOWN = new Diagnosis(Reason.ProviderUnavailable, "down");
  private static final Instant AVAILABLE = NOW.plusMillis(700);
  private static final String LIMITED =
      """
      storeRef: {name: vault}
      refresh: {maxStaleness: 90m}
      dataFrom: [{extract: {path: shop/db}}]
      """;

  @Test
  void tellsWhatWasWritten() {
    SyncReport report =
        SyncReport.of(
            Picture.fresh().spec(Spec.TWO).generation(3).take(),
            written(R1, F1, new WriteOutcome.Created(Optional.empty()), "7"));
    assertThat(report.target())
        .isEqualTo(
            new SyncReport.Content(
                "7",
                AVAILABLE,
                NOW,
                new TargetStatus(
                    "orders", List.of("password"), R1.id(), F1.toString(), "SourceChanged", 3L),
                List.of(
                    new SourceStatus("secstore/vault", "shop/api", "9", "Synced", null),
                    new SourceStatus(
                        "secstore/vault",
                        "shop/db",
                        "7",
                        "Synced",
                        Instant.parse("2026-03-04T10:00:00Z"))),
                true));
    assertThat(report.isSynced()).isTrue();
    assertThat(report.versionOf(DB)).contains(new SourceVersion("7"));
    assertThat(report.versionOf(Picture.source("shop/other"))).isEmpty();
    assertThat(report.nextLook()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  @DisplayName("S25 a check that finds everything as it was changes nothing in status")
  void changesNothingWhenAllIsConfirmed() {
    for (SyncOutcome outcome :
        List.of(new SyncOutcome.Confirmed(), new SyncOutcome.Idle(Optional.empty()))) {
      SyncObservation observed = Picture.synced(Spec.TWO).at(NOW.plusSeconds(77)).take();
      SyncReport report = SyncReport.of(observed, outcome);
      assertUnchanged(observed, report);
      assertThat(report.facts()).isEmpty();
    }
  }

  @Test
  @DisplayName("S25 a failure that lasts is told once")
  void tellsAFailureOnce() {
    SyncReport first = SyncReport.of(Picture.synced().take(), failed(DOWN, DB));
    SyncObservation later =
        Picture.synced()
            .status(
                new SecretPolicyStatus(
                    1L,
                    first.conditions(),
                    first.target().version(),
                    first.target().changedTime(),
                    first.target().lastSyncTime(),
                    first.target().written(),
                    first.target().sources(),
                    null,
                    null,
                    null,
                    null,
                    null))
            .at(NOW.plusSeconds(90))
            .take();
    assertUnchanged(later, SyncReport.of(later, failed(DOWN, DB)));
  }

  @Test
  @DisplayName("S45 status names the source that is in trouble and when all was last good")
  void namesTheSourceInTrouble() {
    Instant lastGood = NOW.minusSeconds(20);
    Picture picture =
        Picture.synced(Spec.TWO)
            .health(DB, checked("1", lastGood))
            .health(API, checked("1", NOW.minusSeconds(10)));
    SyncReport report = SyncReport.of(picture.take(), failed(DOWN, API));
    assertThat(report.target().lastSyncTime()).isEqualTo(lastGood);
    assertThat(report.target().sources())
        .containsExactly(
            new SourceStatus("secstore/vault", "shop/api", "1", "ProviderUnavailable", null),
            new SourceStatus("secstore/vault", "shop/db", "1", "Synced", null));
    SyncReport overdue =
        SyncReport.of(
            picture
                .health(
                    DB,
                    new SourceHealth(
                        Optional.of(new SourceVersion("1")),
                        Optional.of(lastGood),
                        Optional.of(DOWN)))
                .take(),
            new SyncOutcome.Idle(Optional.of(DOWN)));
    assertThat(overdue.target().sources())
        .containsExactly(
            new SourceStatus("secstore/vault", "shop/api", "1", "Synced", null),
            new SourceStatus("secstore/vault", "shop/db", "1", "ProviderUnavailable", null));
    assertThat(overdue.isSynced()).isFalse();
  }

  /** The other source is still gone, so nobody has read the one that is back. */
  @Test
  void remembersThatASourceMayCountAnewUntilItWasRead() {
    Picture picture = Picture.synced(Spec.TWO).rows("PathNotFound");
    Diagnosis gone = new Diagnosis(Reason.PathNotFound, "gone");
    assertThat(SyncReport.of(picture.take(), failed(gone, API)).target().sources())
        .extracting(SourceStatus::state)
        .containsExactly("PathNotFound", "PathNotFound");
    assertThat(SyncReport.of(picture.take(), new SyncOutcome.Confirmed()).target().sources())
        .extracting(SourceStatus::state)
        .containsExactly("Synced", "Synced");
    assertThat(
            SyncReport.of(
                    Picture.synced(Spec.TWO).rows("ProviderUnavailable").take(), failed(gone, API))
                .target()
                .sources())
        .extracting(SourceStatus::state)
        .containsExactly("PathNotFound", "Synced");
  }

  @Test
  @DisplayName("S45 a source that was never read has a row once it is in trouble")
  void hasARowForASourceThatWasNeverRead() {
    SyncReport report = SyncReport.of(Picture.fresh().take(), failed(DOWN, DB));
    assertThat(report.target().sources())
        .containsExactly(
            new SourceStatus("secstore/vault", "shop/db", null, "ProviderUnavailable", null));
    assertThat(report.target().written()).isNull();
    assertThat(report.target().lastSyncTime()).isNull();
    assertThat(report.versionOf(DB)).isEmpty();
  }

  @Test
  void tellsWhenAllIsGoodAgain() {
    Picture picture = Picture.synced().failing(Reason.ProviderUnavailable, NOW.minusSeconds(60));
    SyncReport report = SyncReport.of(picture.take(), new SyncOutcome.Confirmed());
    assertThat(report.isSynced()).isTrue();
    assertThat(report.target().lastSyncTime()).isEqualTo(NOW);
    assertThat(report.target().changedTime())
        .isEqualTo(Objects.requireNonNull(picture.take().status()).changedTime());
  }

  @Test
  void saysWhetherTheTargetHoldsWhatIsTold() {
    assertThat(isLive(Picture.synced())).isTrue();
    assertThat(isLive(Picture.synced().gone())).isFalse();
    assertThat(isLive(Picture.synced().target(live(R2, F2)))).isFalse();
    assertThat(
            isLive(
                Picture.synced()
                    .target(
                        live(
                            Optional.of(Picture.evidence(R1, RevisionCause.SourceChanged, F1)),
                            F2))))
        .isFalse();
    assertThat(isLive(Picture.fresh())).isFalse();
  }

  @Test
  void neverWaitsForMomentsThatHavePassed() {
    Picture stale = Picture.synced(Spec.of(LIMITED)).at(SYNCED.plus(Duration.ofHours(2)));
    for (SyncOutcome outcome :
        List.of(
            new SyncOutcome.Confirmed(),
            new SyncOutcome.Idle(Optional.empty()),
            new SyncOutcome.Idle(Optional.of(DOWN)),
            failed(DOWN, DB))) {
      assertThat(SyncReport.of(stale.take(), outcome).nextLook()).isPositive();
    }
  }

  @Test
  void looksAgainWhenTheValuesBecomeStale() {
    Picture picture = Picture.synced(Spec.of(LIMITED));
    Duration left = Duration.ofMinutes(30);
    assertThat(nextLook(picture, new SyncOutcome.Idle(Optional.empty()))).isEqualTo(left);
    assertThat(nextLook(picture, new SyncOutcome.Idle(Optional.of(DOWN)))).isEqualTo(left);
    assertThat(nextLook(picture, new SyncOutcome.Confirmed())).isEqualTo(Duration.ofHours(1));
    Picture soon = Picture.synced(Spec.of(LIMITED)).at(SYNCED.plusSeconds(5399));
    assertThat(
            nextLook(
                soon.failing(Reason.AccessDenied, SYNCED.plusSeconds(10)),
                failed(new Diagnosis(Reason.AccessDenied, "no"), DB)))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void remembersAConfirmationThatEndsStaleness() {
    SyncObservation stale =
        Picture.synced(Spec.of(LIMITED)).at(SYNCED.plus(Duration.ofHours(2))).take();
    assertThat(SyncReport.of(stale, new SyncOutcome.Confirmed()).target().lastSyncTime())
        .isEqualTo(stale.now());
  }

  @ParameterizedTest
  @CsvSource({"PT0.2S, PT1S", "PT30S, PT30S"})
  void waitsAtLeastAsLongAsTheStoreAsks(Duration asked, Duration wait) {
    SyncOutcome outcome = new SyncOutcome.Failed(DOWN, Optional.of(DB), Optional.of(asked));
    assertThat(nextLook(Picture.synced(), outcome)).isEqualTo(wait);
  }

  @Test
  @DisplayName("S24 status echoes the request and how far it is")
  void echoesTheRequest() {
    String token = NOW.minusSeconds(1).toString();
    assertThat(request(Picture.synced().asked(token), new SyncOutcome.Confirmed()))
        .isEqualTo(new RequestStatus(token, RequestState.Done, null, null, null));
    assertThat(request(Picture.synced().asked(token), failed(DOWN, DB)))
        .isEqualTo(new RequestStatus(token, RequestState.Running, "down", null, null));
    RequestStatus done = new RequestStatus(token, RequestState.Done, null, null, null);
    assertThat(
            request(
                Picture.synced().handled(done).asked(token),
                new SyncOutcome.Idle(Optional.empty())))
        .isEqualTo(done);
    assertThat(request(Picture.synced().handled(done), new SyncOutcome.Confirmed()))
        .isEqualTo(done);
    String ahead = NOW.plusSeconds(60).toString();
    Picture waiting = Picture.synced().asked(ahead);
    assertThat(request(waiting, new SyncOutcome.Idle(Optional.empty())))
        .isEqualTo(
            new RequestStatus(
                ahead,
                RequestState.Waiting,
                "The requested time is ahead.",
                NOW.plusSeconds(60),
                null));
    assertThat(nextLook(waiting, new SyncOutcome.Idle(Optional.empty())))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(nextLook(waiting, new SyncOutcome.Confirmed())).isEqualTo(Duration.ofSeconds(60));
    assertThat(request(Picture.synced().asked("soon"), new SyncOutcome.Idle(Optional.empty())))
        .satisfies(
            refused -> {
              assertThat(refused.state()).isEqualTo(RequestState.Refused);
              assertThat(refused.reason()).contains("kubectl annotate");
            });
  }

  @Test
  void hasNothingToTellOfAnOutdatedLook() {
    assertThatThrownBy(
            () -> SyncReport.of(Picture.synced().take(), new SyncOutcome.Outdated("changed")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recordsWhatWasDoneToTheTarget() {
    WriteOutcome created = new WriteOutcome.Created(Optional.empty());
    WriteOutcome updated = new WriteOutcome.Updated(Optional.empty());
    assertThat(actions(Picture.fresh(), written(R1, F1, created, "1")))
        .containsExactly(TargetAction.CREATED);
    assertThat(actions(Picture.synced(), written(R2, F2, updated, "2")))
        .containsExactly(TargetAction.UPDATED);
    assertThat(actions(Picture.synced(), written(R1, F1, updated, "2")))
        .containsExactly(TargetAction.UPDATED);
    assertThat(actions(Picture.synced(), written(R1, F1, new WriteOutcome.Adopted(), "1")))
        .containsExactly(TargetAction.ADOPTED);
    assertThat(actions(Picture.synced(), written(R1, F1, new WriteOutcome.Unchanged(), "1")))
        .isEmpty();
  }

  @Test
  void recordsRepairs() {
    WriteOutcome created = new WriteOutcome.Created(Optional.empty());
    WriteOutcome updated = new WriteOutcome.Updated(Optional.empty());
    var ours = Optional.of(Picture.evidence(R1, RevisionCause.SourceChanged, F1));
    for (Picture edited :
        List.of(
            Picture.synced().target(live(ours, F2)),
            Picture.synced().target(live(Optional.empty(), F1)),
            Picture.synced().target(live(R2, F1)),
            Picture.synced().gone())) {
      assertThat(actions(edited, written(R1, F1, updated, "1")))
          .containsExactly(TargetAction.REPAIRED);
    }
    assertThat(actions(Picture.synced().gone(), written(R1, F1, created, "1")))
        .containsExactly(TargetAction.REPAIRED);
    SyncFact.TargetWritten repaired =
        (SyncFact.TargetWritten)
            SyncReport.of(
                    Picture.synced().target(live(ours, F2)).take(), written(R1, F1, updated, "1"))
                .facts()
                .getFirst();
    assertThat(repaired.before()).isEqualTo(F2.toString());
  }

  @Test
  void doesNotCallALostKeyAnEdit() {
    Picture lost =
        Picture.synced()
            .target(
                live(
                    Optional.of(
                        Picture.evidence(R1, RevisionCause.SourceChanged, Picture.OTHER_KEY)),
                    F1));
    assertThat(actions(lost, written(R1, F1, new WriteOutcome.Updated(Optional.empty()), "1")))
        .containsExactly(TargetAction.UPDATED);
  }

  @Test
  @DisplayName("A5 a write whose record was lost in a crash is recorded when it is found")
  void recordsWhatNobodyTold() {
    Picture crashed = Picture.synced().target(live(R2, F2));
    List<SyncFact> facts =
        SyncReport.of(crashed.take(), written(R2, F2, new WriteOutcome.Unchanged(), "2")).facts();
    assertThat(facts)
        .singleElement()
        .isInstanceOfSatisfying(
            SyncFact.TargetWritten.class,
            fact -> {
              assertThat(fact.isFoundLater()).isTrue();
              assertThat(fact.action()).isEqualTo(TargetAction.UPDATED);
              assertThat(fact.write().revision()).isEqualTo(R2);
            });
  }

  @Test
  void recordsARefusalOncePerSeries() {
    Diagnosis denied = new Diagnosis(Reason.AccessDenied, "no");
    assertThat(SyncReport.of(Picture.synced().take(), failed(denied, DB)).facts())
        .containsExactly(new SyncFact.AccessRefused(denied, "secstore/vault", "shop/db"));
    assertThat(
            SyncReport.of(
                    Picture.synced().failing(Reason.AccessDenied, NOW).take(), failed(denied, DB))
                .facts())
        .isEmpty();
    assertThat(SyncReport.of(Picture.synced().take(), failed(DOWN, DB)).facts()).isEmpty();
  }

  private static List<TargetAction> actions(Picture picture, SyncOutcome outcome) {
    return SyncReport.of(picture.take(), outcome).facts().stream()
        .map(fact -> ((SyncFact.TargetWritten) fact).action())
        .toList();
  }

  private static boolean isLive(Picture picture) {
    return SyncReport.of(picture.take(), failed(DOWN, DB)).target().isLive();
  }

  private static Duration nextLook(Picture picture, SyncOutcome outcome) {
    return SyncReport.of(picture.take(), outcome).nextLook();
  }

  private static RequestStatus request(Picture picture, SyncOutcome outcome) {
    return Objects.requireNonNull(SyncReport.of(picture.take(), outcome).syncRequest());
  }

  private static void assertUnchanged(SyncObservation observed, SyncReport report) {
    SecretPolicyStatus last = Objects.requireNonNull(observed.status());
    assertThat(report.conditions()).isEqualTo(last.conditions());
    assertThat(report.target())
        .isEqualTo(
            new SyncReport.Content(
                last.version(),
                last.changedTime(),
                last.lastSyncTime(),
                last.target(),
                last.sources(),
                true));
    assertThat(report.syncRequest()).isNull();
  }

  private static SyncOutcome failed(Diagnosis diagnosis, SourceKey source) {
    return new SyncOutcome.Failed(diagnosis, Optional.of(source), Optional.empty());
  }

  private static SyncOutcome written(
      Revision revision, Fingerprint fingerprint, WriteOutcome outcome, String version) {
    TargetWrite write =
        new TargetWrite(
            Picture.POLICY,
            "uid-policy",
            new DesiredTarget(
                "orders", "Opaque", Map.of("password", SecretMaterial.ofUtf8("hunter2"))),
            revision,
            RevisionCause.SourceChanged,
            fingerprint,
            version,
            Optional.empty(),
            Adopt.Never);
    return new SyncOutcome.Written(
        write,
        outcome,
        Map.of(
            DB,
            new SourceFacts(
                new SourceVersion("7"), Optional.of(Instant.parse("2026-03-04T10:00:00.9Z"))),
            API,
            new SourceFacts(new SourceVersion("9"), Optional.empty())),
        Map.of(),
        AVAILABLE);
  }
}
