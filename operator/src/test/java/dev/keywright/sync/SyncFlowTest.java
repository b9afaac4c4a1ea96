package dev.keywright.sync;

import static dev.keywright.sync.Picture.API;
import static dev.keywright.sync.Picture.DB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.FetchRequest;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SyncFlowTest {
  private static final ObjectKey TARGET = new ObjectKey("shop", "orders");
  private static final byte[] KEY = new byte[32];

  private final MutableClock clock = MutableClock.atNoon();
  private final MutableClock apiServer = MutableClock.atNoon();
  private final FakeFetcher store = new FakeFetcher();
  private final FakeTargets targets = new FakeTargets(apiServer);
  private final SyncFlow flow =
      new SyncFlow(
          store, targets, new Fingerprinter("k1", SecretMaterial.of(KEY)), new Random(3), clock);
  private SecretPolicySpec spec = Spec.EXTRACT;
  private long generation = 1;
  private @Nullable SecretPolicyStatus status;
  private final Map<SourceKey, SourceHealth> health = new HashMap<>();
  private Optional<String> rotation = Optional.empty();
  private Optional<String> asked = Optional.empty();

  @Test
  @DisplayName("S1 what the store holds lands in the target, and status says so")
  void syncs() {
    store.put(DB, "1", "{\"password\": \"hunter2\"}");
    look();
    assertThat(targets.value(TARGET, "password")).isEqualTo("hunter2");
    assertThat(targets.lastWrite().cause()).isEqualTo(RevisionCause.Created);
    assertThat(targets.lastWrite().version()).isEqualTo("1");
    assertThat(store.urgencies()).containsExactly(Urgency.FORCED);
  }

  @Test
  @DisplayName("S25 nothing is read or written while nothing changes")
  void rests() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    store.requests().clear();
    assertThat(look()).isEqualTo(new SyncOutcome.Idle(Optional.empty()));
    assertThat(store.requests()).isEmpty();
    assertThat(targets.writes()).hasSize(1);
  }

  @Test
  @DisplayName("a check that finds the shown version reads no value")
  void checksWithoutReading() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    asked = Optional.of(clock.instant().toString());
    assertThat(look()).isEqualTo(new SyncOutcome.Confirmed());
    assertThat(store.requests().getLast().known()).contains(new SourceVersion("1"));
    assertThat(targets.writes()).hasSize(1);
  }

  @Test
  void readsTheRestWhenOneSourceIsNew() {
    spec = Spec.TWO;
    store.put(DB, "1", "{\"a\": 1}");
    store.put(API, "1", "{\"token\": \"t1\"}");
    look();
    store.put(API, "2", "{\"token\": \"t2\"}");
    health.put(API, Picture.checked("2", clock.instant()));
    store.requests().clear();
    look();
    assertThat(store.requests())
        .extracting(FetchRequest::path, request -> request.known().isPresent())
        .containsExactly(tuple(DB.path(), true), tuple(API.path(), false), tuple(DB.path(), false));
    assertThat(targets.value(TARGET, "token")).isEqualTo("t2");
    assertThat(targets.value(TARGET, "a")).isEqualTo("1");
    assertThat(targets.lastWrite().version()).isEqualTo("shop/api=2, shop/db=1");
  }

  @Test
  @DisplayName("S37 what many policies wait for is read once for all; a repair reads for itself")
  void saysHowOldAnAnswerMayBe() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    assertThat(store.requests().getLast().since()).contains(Picture.CREATED.plusSeconds(2));
    store.put(DB, "2", "{\"a\": 2}");
    Instant seen = clock.instant();
    health.put(DB, Picture.checked("2", seen));
    clock.advance(Duration.ofSeconds(1));
    look();
    assertThat(store.requests().getLast().since()).contains(seen);
    health.put(DB, Picture.checked("3", seen));
    targets.delete(TARGET);
    look();
    assertThat(store.requests().getLast().since()).isEmpty();
  }

  @Test
  @DisplayName("S19 whatever the store does, the target is not touched")
  void leavesTheTargetAlone() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    generation = 2;
    for (Runnable trouble :
        List.<Runnable>of(
            () -> store.breakDown(DB, Optional.empty()),
            () -> store.refuse(DB),
            () -> store.remove(DB),
            () -> store.put(DB, "2", "not an object"))) {
      trouble.run();
      assertThat(look()).isInstanceOf(SyncOutcome.Failed.class);
    }
    assertThat(targets.writes()).hasSize(1);
    assertThat(targets.value(TARGET, "a")).isEqualTo("1");
  }

  @Test
  @DisplayName("a source that cannot be read keeps the keys of the others as they are")
  void writesAllSourcesOrNone() {
    spec = Spec.TWO;
    store.put(DB, "1", "{\"a\": 1}");
    store.put(API, "1", "{\"token\": \"t1\"}");
    look();
    store.put(DB, "2", "{\"a\": 2}");
    store.breakDown(API, Optional.of(Duration.ofSeconds(30)));
    health.put(DB, Picture.checked("2", clock.instant()));
    assertThat(look())
        .isEqualTo(
            new SyncOutcome.Failed(
                new Diagnosis(Reason.ProviderUnavailable, "down"),
                Optional.of(API),
                Optional.of(Duration.ofSeconds(30))));
    assertThat(targets.value(TARGET, "a")).isEqualTo("1");
  }

  @Test
  void namesARevisionRightBeforeTheWrite() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    store.put(DB, "2", "{\"a\": 2}");
    health.put(DB, Picture.checked("2", clock.instant()));
    store.onFetch(() -> clock.advance(Duration.ofSeconds(8)));
    Instant seen = clock.instant();
    look();
    assertThat(targets.lastWrite().revision().madeAt()).isEqualTo(seen.plusSeconds(8));
    assertThat(targets.lastWrite().cause()).isEqualTo(RevisionCause.SourceChanged);
  }

  @Test
  void tellsFromWhenOnTheContentIsThere() {
    store.put(DB, "1", "{\"a\": 1}");
    apiServer.set(Instant.parse("2026-03-04T11:59:41.7Z"));
    targets.onWrite(() -> clock.advance(Duration.ofSeconds(40)));
    SyncOutcome.Written written = (SyncOutcome.Written) look();
    assertThat(written.availableAt()).isEqualTo(Instant.parse("2026-03-04T11:59:42Z"));
  }

  @Test
  void keepsRevisionsInOrderWhenTheClockStepsBack() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    Revision first = targets.lastWrite().revision();
    clock.set(clock.instant().minus(Duration.ofHours(3)));
    store.put(DB, "2", "{\"a\": 2}");
    health.put(DB, Picture.checked("2", clock.instant()));
    look();
    assertThat(targets.lastWrite().revision()).isGreaterThan(first);
    assertThat(targets.lastWrite().revision().madeAt()).isEqualTo(first.madeAt().plusMillis(1));
  }

  @Test
  @DisplayName("S13 S14 S16 a deleted or edited target is put back as the same revision")
  void repairs() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    Revision revision = targets.lastWrite().revision();
    clock.advance(Duration.ofHours(1));
    targets.delete(TARGET);
    look();
    assertThat(targets.lastWrite().revision()).isEqualTo(revision);
    assertThat(store.urgencies().getLast()).isEqualTo(Urgency.REPAIR);
    targets.edit(TARGET, new Fingerprint("k1", "e".repeat(32)));
    look();
    assertThat(targets.lastWrite().revision()).isEqualTo(revision);
    assertThat(targets.writes()).hasSize(3);
    look();
    assertThat(targets.writes()).hasSize(3);
  }

  @Test
  @DisplayName("R15 lost status writes nothing and keeps the revision")
  void survivesLostStatus() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    Revision revision = targets.lastWrite().revision();
    clock.advance(Duration.ofHours(1));
    status = null;
    SyncOutcome.Written written = (SyncOutcome.Written) look();
    assertThat(written.outcome()).isEqualTo(new WriteOutcome.Unchanged());
    assertThat(written.write().revision()).isEqualTo(revision);
    assertThat(written.availableAt()).isEqualTo(apiServer.instant().plusSeconds(1));
  }

  @Test
  @DisplayName("the value of a run is named with its run, and read at least as new as committed")
  void showsTheValueOfARun() {
    store.put(DB, "1", "{\"a\": 1}");
    look();
    store.put(DB, "2", "{\"a\": 2}");
    rotation = Optional.of("orders-0011223344556677");
    look();
    assertThat(store.requests().getLast().atLeast()).contains(new SourceVersion("2"));
    assertThat(targets.lastWrite().cause()).isEqualTo(RevisionCause.Rotated);
    assertThat(targets.lastWrite().rotation()).isEqualTo(rotation);
    assertThat(store.urgencies().getLast()).isEqualTo(Urgency.FORCED);
  }

  @Test
  void anOptionalSourceMayBeAbsentComeAndGo() {
    spec =
        Spec.of(
            """
            storeRef: {name: vault}
            data:
            - {key: user, from: {path: shop/db, property: user}}
            - {key: token, optional: true, from: {path: shop/api, property: token}}
            """);
    health.put(DB, SourceHealth.UNKNOWN);
    health.put(API, SourceHealth.UNKNOWN);
    store.put(DB, "1", "{\"user\": \"u\"}");
    assertThat(look()).isInstanceOf(SyncOutcome.Written.class);
    assertThat(rowStates())
        .containsExactly(tuple("shop/api", "PathNotFound"), tuple("shop/db", "Synced"));
    health.put(API, absent());
    assertThat(look()).isEqualTo(new SyncOutcome.Idle(Optional.empty()));

    store.put(API, "7", "{\"token\": \"t\"}");
    health.put(API, Picture.checked("7", clock.instant()));
    assertThat(look()).isInstanceOf(SyncOutcome.Written.class);
    assertThat(targets.value(TARGET, "token")).isEqualTo("t");
    assertThat(rowStates())
        .containsExactly(tuple("shop/api", "Synced"), tuple("shop/db", "Synced"));

    store.remove(API);
    health.put(API, absent());
    assertThat(look()).isInstanceOf(SyncOutcome.Written.class);
    assertThat(targets.lastWrite().desired().data()).containsOnlyKeys("user");
    assertThat(look()).isEqualTo(new SyncOutcome.Idle(Optional.empty()));
  }

  @Test
  @DisplayName("S19 an optional source that gives no answer keeps its key")
  void anOptionalSourceThatIsDownKeepsItsKey() {
    spec =
        Spec.of(
            "storeRef: {name: vault}\ndata: [{key: user, optional: true, from: {path: shop/db,"
                + " property: user}}]");
    health.put(DB, SourceHealth.UNKNOWN);
    store.put(DB, "1", "{\"user\": \"u\"}");
    look();
    for (Runnable trouble :
        List.<Runnable>of(() -> store.breakDown(DB, Optional.empty()), () -> store.refuse(DB))) {
      trouble.run();
      health.put(DB, Picture.checked("2", clock.instant()));
      assertThat(look()).isInstanceOf(SyncOutcome.Failed.class);
      assertThat(targets.value(TARGET, "user")).isEqualTo("u");
    }
  }

  private static SourceHealth absent() {
    return new SourceHealth(
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Diagnosis(Reason.PathNotFound, "nothing there")));
  }

  private List<Tuple> rowStates() {
    return Objects.requireNonNull(Objects.requireNonNull(status).sources()).stream()
        .map(row -> tuple(row.path(), row.state()))
        .toList();
  }

  @Test
  void looksAgainAfterAConflict() {
    store.put(DB, "1", "{\"a\": 1}");
    targets.answer(Optional.of(new WriteOutcome.Retry("changed")));
    assertThat(look()).isEqualTo(new SyncOutcome.Outdated("changed"));
  }

  @Test
  void tellsWhatKubernetesDoesNotTake() {
    store.put(DB, "1", "{\"a\": 1}");
    Diagnosis refused = new Diagnosis(Reason.TargetConflict, "theirs");
    targets.answer(Optional.of(new WriteOutcome.Refused(refused)));
    assertThat(look())
        .isEqualTo(new SyncOutcome.Failed(refused, Optional.empty(), Optional.empty()));
    Diagnosis unavailable = new Diagnosis(Reason.ProviderUnavailable, "503");
    targets.answer(Optional.of(new WriteOutcome.Unavailable(unavailable)));
    assertThat(look())
        .isEqualTo(new SyncOutcome.Failed(unavailable, Optional.empty(), Optional.empty()));
  }

  @Test
  void rejectsASpecWithoutAskingAnybody() {
    spec = Spec.of("dataFrom: [{extract: {path: shop/db}}]");
    assertThat(look()).isInstanceOf(SyncOutcome.Failed.class);
    assertThat(store.requests()).isEmpty();
  }

  /** One look as the policy has it: with the status that the last look left. */
  private SyncOutcome look() {
    SyncObservation observed = observe();
    SyncOutcome outcome = flow.run(observed);
    if (!(outcome instanceof SyncOutcome.Outdated)) {
      SyncReport report = SyncReport.of(observed, outcome);
      status =
          new SecretPolicyStatus(
              generation,
              report.conditions(),
              report.target().version(),
              report.target().changedTime(),
              report.target().lastSyncTime(),
              report.target().written(),
              report.target().sources(),
              null,
              null,
              null,
              null,
              null);
    }
    return outcome;
  }

  private SyncObservation observe() {
    Map<SourceKey, SourceVersion> atLeast = new HashMap<>();
    rotation.ifPresent(run -> atLeast.put(DB, new SourceVersion("2")));
    return new SyncObservation(
        Picture.POLICY,
        "uid-policy",
        generation,
        spec,
        status,
        asked,
        Picture.CREATED,
        targets.find(TARGET, "orders", "uid-policy"),
        Map.copyOf(health),
        atLeast,
        rotation,
        clock.instant());
  }
}
