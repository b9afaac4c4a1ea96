package dev.keywright.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.SecretStoreStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import dev.keywright.fetch.StoreProbe;
import dev.keywright.fetch.StoreProbe.Outcome;
import dev.keywright.provider.spi.CheckResult.Capability;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.testkit.FakeDirectory;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreFlowTest {
  private static final StoreReference REFERENCE = StoreReference.cluster("vault");
  private static final Outcome ANSWERED =
      new Outcome.Answered("kubernetes/shop", Set.of(Capability.ROTATE, Capability.READ));

  private final MutableClock clock = MutableClock.atNoon();
  private final FakeProbe probe = new FakeProbe();
  private final FakeUse use = new FakeUse();
  private final StoreFlow flow = new StoreFlow(probe, use, clock);
  private final List<SecretStoreStatus> written = new ArrayList<>();
  private StoreDefinition store = FakeDirectory.definition(REFERENCE, 1);
  private @Nullable SecretStoreStatus status;
  private boolean conflict;

  @Test
  @DisplayName("S26 a store that answers is Ready, with who we are and what it can do")
  void tellsThatAStoreIsReady() {
    use.policies = 3;
    look();
    assertThat(ready().status()).isEqualTo("True");
    assertThat(ready().reason()).isEqualTo("StoreReady");
    assertThat(ready().observedGeneration()).isEqualTo(1);
    assertThat(current().observedGeneration()).isEqualTo(1);
    assertThat(current().identity()).isEqualTo("kubernetes/shop");
    assertThat(current().capabilities()).containsExactly("Read", "Rotate");
    assertThat(current().policies()).isEqualTo(3);
    assertThat(current().lastContactTime()).isEqualTo("2026-03-04T12:00:00Z");
    assertThat(current().conditions()).hasSize(1);
  }

  @Test
  @DisplayName(
      "S25 nothing is written while nothing changes, but the last contact every 10 minutes")
  void writesOnlyChanges() {
    look();
    for (int i = 0; i < 59; i++) {
      clock.advance(Duration.ofSeconds(10));
      look();
    }
    assertThat(written).hasSize(1);
    assertThat(probe.checks).isEqualTo(1);
    clock.advance(Duration.ofSeconds(10));
    look();
    assertThat(probe.checks).isEqualTo(2);
    assertThat(written).hasSize(2);
    assertThat(current().lastContactTime()).isEqualTo("2026-03-04T12:10:00Z");
    assertThat(ready().lastTransitionTime()).isEqualTo("2026-03-04T12:00:00Z");
  }

  @Test
  void countsPoliciesAgainEveryMinute() {
    assertThat(look()).isEqualTo(Duration.ofMinutes(1));
    use.policies = 5;
    clock.advance(Duration.ofMinutes(1));
    look();
    assertThat(current().policies()).isEqualTo(5);
    assertThat(probe.checks).isEqualTo(1);
  }

  @Test
  @DisplayName("S42 one failed check of a ready store says nothing; the second makes it not ready")
  void forgivesOneFailure() {
    look();
    probe.outcome = failed(FailureKind.UNAVAILABLE);
    clock.advance(Duration.ofMinutes(10));
    assertThat(look()).isLessThan(Duration.ofSeconds(2));
    assertThat(written).hasSize(1);
    clock.advance(Duration.ofSeconds(2));
    look();
    assertThat(ready().status()).isEqualTo("False");
    assertThat(ready().reason()).isEqualTo("ProviderUnavailable");
    assertThat(current().conditions()).hasSize(1);
    assertThat(current().identity()).isEqualTo("kubernetes/shop");
  }

  @Test
  @DisplayName("S50 a long outage of a store is one write")
  void writesAnOutageOnce() {
    look();
    probe.outcome = failed(FailureKind.UNAVAILABLE);
    clock.advance(Duration.ofMinutes(10));
    for (int i = 0; i < 200; i++) {
      clock.advance(look());
    }
    assertThat(written).hasSize(2);
  }

  @Test
  @DisplayName("S26 a store that was never reached is Unknown and Reconciling")
  void tellsThatItIsStillTrying() {
    probe.outcome = failed(FailureKind.UNAVAILABLE);
    look();
    assertThat(ready().status()).isEqualTo("Unknown");
    assertThat(ready().reason()).isEqualTo("ProviderUnavailable");
    assertThat(isTrue("Reconciling")).isTrue();
    assertThat(isTrue("Stalled")).isFalse();
    clock.advance(Duration.ofSeconds(30));
    look();
    assertThat(ready().status()).isEqualTo("Unknown");
    assertThat(written).hasSize(1);
  }

  @Test
  @DisplayName("S26 what a person must change is False and Stalled, with the way out")
  void tellsWhatAPersonMustChange() {
    probe.outcome = failed(FailureKind.DENIED);
    look();
    assertStalled("AccessDenied", "the store says DENIED");
    probe.outcome = failed(FailureKind.INVALID);
    clock.advance(Duration.ofMinutes(1));
    look();
    assertStalled("InvalidSpec", "the store says INVALID");
    probe.outcome = new Outcome.Unusable(new Diagnosis(Reason.InvalidSpec, "two blocks"));
    store = FakeDirectory.definition(REFERENCE, 2);
    look();
    assertStalled("InvalidSpec", "two blocks");
    assertThat(current().observedGeneration()).isEqualTo(2);
  }

  @Test
  void takesReconcilingAndStalledBackWhenTheStoreAnswers() {
    for (FailureKind kind : List.of(FailureKind.UNAVAILABLE, FailureKind.DENIED)) {
      probe.outcome = failed(kind);
      clock.advance(Duration.ofMinutes(2));
      look();
      probe.outcome = ANSWERED;
      clock.advance(Duration.ofMinutes(2));
      look();
      assertThat(current().conditions()).hasSize(1);
      assertThat(ready().status()).isEqualTo("True");
      store = FakeDirectory.definition(REFERENCE, store.generation() + 1);
    }
  }

  @Test
  @DisplayName("S26 policies of a store are woken when it becomes ready, and only then")
  void wakesDependants() {
    probe.outcome = failed(FailureKind.UNAVAILABLE);
    look();
    assertThat(use.rechecked).isEmpty();
    probe.outcome = ANSWERED;
    clock.advance(Duration.ofSeconds(2));
    look();
    assertThat(use.rechecked).containsExactly(REFERENCE);
    clock.advance(Duration.ofMinutes(10));
    look();
    assertThat(use.rechecked).hasSize(1);
    store = FakeDirectory.definition(REFERENCE, 2);
    look();
    assertThat(use.rechecked).hasSize(2);
  }

  @Test
  @DisplayName("R16 a restart of the operator with ready stores wakes no policy and writes nothing")
  void staysSilentAfterARestart() {
    look();
    use.rechecked.clear();
    StoreFlow restarted = new StoreFlow(probe, use, clock);
    restarted.look(store, status, it -> written.add(it));
    assertThat(use.rechecked).isEmpty();
    assertThat(written).hasSize(1);
  }

  @Test
  void writesAgainWhatMetAConflict() {
    conflict = true;
    assertThat(look()).isEqualTo(Duration.ofSeconds(1));
    assertThat(written).isEmpty();
    assertThat(use.rechecked).isEmpty();
    conflict = false;
    look();
    assertThat(written).hasSize(1);
    assertThat(probe.checks).isEqualTo(1);
    assertThat(use.rechecked).containsExactly(REFERENCE);
  }

  @Test
  @DisplayName("S26 trouble of a policy makes the store be checked once, soon")
  void checksWhenSomebodyHadTrouble() {
    look();
    clock.advance(Duration.ofSeconds(5));
    flow.storeTroubled(REFERENCE);
    look();
    look();
    assertThat(probe.checks).isEqualTo(2);
  }

  @Test
  void closesAStoreThatIsGone() {
    look();
    use.rechecked.clear();
    flow.forget(REFERENCE);
    flow.forget(REFERENCE);
    assertThat(probe.forgotten).contains(REFERENCE);
    assertThat(use.rechecked).containsExactly(REFERENCE);
    look();
    assertThat(probe.checks).isEqualTo(2);
  }

  @Test
  void keepsWhatOthersWroteIntoTheStatus() {
    List<OutboxItem> outbox = List.of(new OutboxItem("1", 1L, "StoreChanged", null, null));
    status = new SecretStoreStatus(-1L, null, null, null, null, null, outbox, 1L);
    look();
    assertThat(current().outbox()).isEqualTo(outbox);
    assertThat(current().auditSequence()).isEqualTo(1);
  }

  @Test
  void leavesTheStatusAloneWhileTheProcessStops() {
    look();
    probe.outcome = new Outcome.Unusable(new Diagnosis(Reason.StoreNotReady, "stopping"));
    clock.advance(Duration.ofMinutes(10));
    look();
    assertThat(written).hasSize(1);
  }

  private Duration look() {
    return flow.look(
        store,
        status,
        it -> {
          if (!conflict) {
            written.add(it);
            status = it;
          }
          return !conflict;
        });
  }

  private SecretStoreStatus current() {
    assertThat(status).isNotNull();
    return Objects.requireNonNull(status);
  }

  private Condition ready() {
    return ConditionSet.find(current().conditions(), "Ready").orElseThrow();
  }

  private boolean isTrue(String type) {
    return ConditionSet.isTrue(current().conditions(), type);
  }

  private void assertStalled(String reason, String message) {
    assertThat(ready().status()).isEqualTo("False");
    assertThat(ready().reason()).isEqualTo(reason);
    assertThat(ready().message()).isEqualTo(message);
    assertThat(isTrue("Stalled")).isTrue();
    assertThat(isTrue("Reconciling")).isFalse();
  }

  private static Outcome failed(FailureKind kind) {
    return new Outcome.Failed(ProviderFailure.of(kind, "the store says " + kind));
  }

  private static final class FakeProbe implements StoreProbe {
    private Outcome outcome = ANSWERED;
    private int checks;
    private final List<StoreReference> forgotten = new ArrayList<>();

    @Override
    public Outcome check(StoreDefinition store) {
      checks++;
      return outcome;
    }

    @Override
    public void forget(StoreReference store) {
      forgotten.add(store);
    }
  }

  private static final class FakeUse implements StoreUse {
    private int policies;
    private final List<StoreReference> rechecked = new ArrayList<>();

    @Override
    public int policiesOf(StoreReference store) {
      return policies;
    }

    @Override
    public void recheck(StoreReference store) {
      rechecked.add(store);
    }
  }
}
