package dev.keywright.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import dev.keywright.fetch.StoreProbe.Outcome;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.testkit.FakeDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorePlannerTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Outcome ANSWERED = new Outcome.Answered("reader", Set.of());
  private static final StoreReference REFERENCE = StoreReference.namespaced("shop", "vault");
  private static final StoreDefinition STORE = FakeDirectory.definition(REFERENCE, 1);

  @Test
  void checksWhatItDoesNotKnow() {
    assertThat(plan(StoreHistory.NONE, STORE, false, NOON)).isInstanceOf(StorePlan.Check.class);
  }

  @Test
  @DisplayName("S26 a new spec, and another object of the same name, are checked at once")
  void checksANewSpecAtOnce() {
    StoreHistory history = StoreHistory.NONE.after(STORE, ANSWERED, NOON);
    StoreDefinition newer = FakeDirectory.definition(REFERENCE, 2);
    StoreDefinition other = FakeDirectory.definition(REFERENCE, "another", 1, "home", null);
    assertThat(plan(history, newer, false, NOON)).isInstanceOf(StorePlan.Check.class);
    assertThat(plan(history, other, false, NOON)).isInstanceOf(StorePlan.Check.class);
  }

  @Test
  void checksAReadyStoreEveryTenMinutes() {
    StoreHistory history = StoreHistory.NONE.after(STORE, ANSWERED, NOON);
    assertThat(plan(history, STORE, false, NOON.plusSeconds(599)))
        .isEqualTo(new StorePlan.Wait(Duration.ofSeconds(1)));
    assertThat(plan(history, STORE, false, NOON.plusSeconds(600)))
        .isInstanceOf(StorePlan.Check.class);
  }

  @Test
  @DisplayName("S26 a store that somebody had trouble with is checked soon")
  void checksASuspectedStoreSoon() {
    StoreHistory history = StoreHistory.NONE.after(STORE, ANSWERED, NOON);
    assertThat(plan(history, STORE, true, NOON.plusMillis(300)))
        .isEqualTo(new StorePlan.Wait(Duration.ofMillis(700)));
    assertThat(plan(history, STORE, true, NOON.plusSeconds(1))).isInstanceOf(StorePlan.Check.class);
  }

  @ParameterizedTest(name = "S44 the {1}. failure in a row with {0} waits {2} s and up to a fifth")
  @CsvSource({
    "UNAVAILABLE, 1, 1", "UNAVAILABLE, 2, 2", "UNAVAILABLE, 4, 8", "UNAVAILABLE, 30, 60",
    "INVALID, 1, 1", "DENIED, 1, 4", "DENIED, 3, 16", "DENIED, 30, 60",
  })
  void backsOff(FailureKind kind, int failures, long seconds) {
    Outcome failed = new Outcome.Failed(ProviderFailure.of(kind, "no"));
    StoreHistory history = StoreHistory.NONE;
    for (int i = 0; i < failures; i++) {
      history = history.after(STORE, failed, NOON);
    }
    Duration wait = Duration.ofSeconds(seconds);
    assertThat(StorePlanner.waitAfter(history)).isBetween(wait, wait.plus(wait.dividedBy(5)));
  }

  @Test
  void waitsAsLongAsTheStoreAsks() {
    Outcome throttled =
        new Outcome.Failed(
            new ProviderFailure(
                FailureKind.THROTTLED, "Slow down.", Optional.of(Duration.ofSeconds(90))));
    StoreHistory history = StoreHistory.NONE.after(STORE, throttled, NOON);
    assertThat(StorePlanner.waitAfter(history))
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
  }

  @Test
  @DisplayName("S44 a spec that cannot be carried out is not tried over and over")
  void doesNotRepeatWhatOnlyAnotherSpecHelps() {
    Outcome unusable = new Outcome.Unusable(new Diagnosis(Reason.InvalidSpec, "two blocks"));
    StoreHistory history = StoreHistory.NONE.after(STORE, unusable, NOON);
    assertThat(StorePlanner.waitAfter(history)).isEqualTo(Duration.ofMinutes(10));
  }

  private static StorePlan plan(
      StoreHistory history, StoreDefinition store, boolean suspected, Instant now) {
    return StorePlanner.plan(new StoreObservation(store, null, history, suspected, 0, now));
  }
}
