package dev.keywright.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.audit.record.AuditObject;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxSweeperTest {
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final MutableClock clock = MutableClock.atNoon();
  private final List<String> cleared = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final OutboxSweeper sweeper = new OutboxSweeper(this::clear, QUIET, clock);

  @AfterEach
  void close() {
    sweeper.close();
  }

  @Test
  void clearsAnObjectOnceItWasQuiet() {
    sweeper.confirmed(object("a"));
    clock.advance(QUIET.minusMillis(1));
    sweeper.start();
    await().during(Duration.ofMillis(500)).atMost(SOON).until(cleared::isEmpty);

    clock.advance(Duration.ofMillis(1));

    await().atMost(SOON).until(() -> cleared.equals(List.of("a")));
    await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> cleared.size() == 1);
  }

  @Test
  void anotherConfirmationStartsTheQuietAnew() {
    sweeper.confirmed(object("a"));
    clock.advance(QUIET.minusMillis(1));
    sweeper.confirmed(object("a"));
    clock.advance(Duration.ofMillis(1));
    sweeper.start();

    await().during(Duration.ofMillis(500)).atMost(SOON).until(cleared::isEmpty);
  }

  @Test
  void clearsTheOneThatWaitsLongestFirst() {
    for (String name : List.of("c", "a", "b")) {
      sweeper.confirmed(object(name));
      clock.advance(Duration.ofSeconds(1));
    }
    clock.advance(QUIET);
    sweeper.start();

    await().atMost(SOON).until(() -> cleared.equals(List.of("c", "a", "b")));
  }

  @Test
  void writesAtMostFiveTimesASecond() {
    for (int number = 0; number < 100; number++) {
      sweeper.confirmed(object("o" + number));
    }
    clock.advance(QUIET);
    long start = System.nanoTime();
    sweeper.start();

    await().atMost(SOON).until(() -> cleared.size() >= 5);

    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(cleared.size() / seconds).isLessThan(6.5);
  }

  @Test
  void whatFailsIsTriedAgainAfterAnotherQuiet() {
    failures.set(1);
    sweeper.confirmed(object("a"));
    clock.advance(QUIET);
    sweeper.start();
    await().atMost(SOON).until(() -> failures.get() == 0);
    await().during(Duration.ofMillis(500)).atMost(SOON).until(cleared::isEmpty);

    clock.advance(QUIET);

    await().atMost(SOON).until(() -> cleared.equals(List.of("a")));
  }

  private void clear(AuditObject object) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("the API server is down");
    }
    cleared.add(object.name());
  }

  private static AuditObject object(String name) {
    return AuditObject.namespaced("SecretRotation", "shop", name, new UUID(1, name.hashCode()));
  }
}
