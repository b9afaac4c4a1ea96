package dev.keywright.e2e.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CrowdTest {
  @Test
  @DisplayName("every number is done once, as many at a time as there are workers")
  void each() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    CyclicBarrier meeting = new CyclicBarrier(4);
    Crowd.each(
        40,
        4,
        number -> {
          // Only four at a time get past this.
          meet(meeting);
          assertThat(done.add(number)).isTrue();
        });
    assertThat(done).hasSize(40).contains(0, 39);
  }

  @Test
  @DisplayName("the first failure ends it and is told as it was")
  void failure() {
    AtomicInteger begun = new AtomicInteger();
    IllegalStateException failure = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                Crowd.each(
                    1000,
                    1,
                    number -> {
                      if (begun.incrementAndGet() == 5) {
                        throw failure;
                      }
                    }))
        .isSameAs(failure);
    assertThat(begun).hasValue(5);
  }

  @Test
  @DisplayName("paced work comes in its order, not before its time, and its failure is told")
  void pace() {
    List<Integer> done = new ArrayList<>();
    long begin = System.nanoTime();
    Pace.each(5, Duration.ofMillis(20), done::add);
    assertThat(done).containsExactly(0, 1, 2, 3, 4);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(79));
    IllegalStateException failure = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                Pace.each(
                    5,
                    Duration.ofMillis(1),
                    number -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  private static void meet(CyclicBarrier meeting) {
    try {
      meeting.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("fewer workers than asked for", e);
    }
  }
}
