package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keywright.fetch.Fetcher.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PriorityPermitsTest {
  private final PriorityPermits permits = new PriorityPermits(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> served = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  @DisplayName("S38 new and forced work is served before repairs and refreshes")
  void servesTheMostUrgentFirst() throws Exception {
    PriorityPermits.Ticket held = held();
    queue("refresh", Urgency.REFRESH);
    queue("repair", Urgency.REPAIR);
    queue("forced 1", Urgency.FORCED);
    queue("forced 2", Urgency.FORCED);
    held.release();
    await()
        .untilAsserted(
            () -> assertThat(served).containsExactly("forced 1", "forced 2", "repair", "refresh"));
  }

  @Test
  @DisplayName("S38 a refresh waits for at most eight hand-overs to others")
  void starvesNobody() throws Exception {
    PriorityPermits.Ticket held = held();
    queue("refresh", Urgency.REFRESH);
    for (int i = 0; i < 40; i++) {
      queue("forced", Urgency.FORCED);
    }
    held.release();
    await().until(() -> served.size() == 41);
    assertThat(served.indexOf("refresh")).isEqualTo(PriorityPermits.TURN_OF_THE_OLDEST - 1);
  }

  @Test
  @DisplayName("S38 a waiting refresh that somebody now waits for moves forward")
  void movesForwardWhenRaised() throws Exception {
    PriorityPermits.Ticket held = held();
    queue("refresh", Urgency.REFRESH);
    PriorityPermits.Ticket raised = queue("raised", Urgency.REFRESH);
    raised.raise(Urgency.FORCED);
    assertThat(raised.urgency()).isEqualTo(Urgency.FORCED);
    raised.raise(Urgency.REPAIR);
    assertThat(raised.urgency()).isEqualTo(Urgency.FORCED);
    held.release();
    await().untilAsserted(() -> assertThat(served).containsExactly("raised", "refresh"));
  }

  @Test
  void passesThePermitOnWhenAWaiterGivesUp() throws Exception {
    PriorityPermits.Ticket held = held();
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () ->
                    assertThatThrownBy(() -> permits.ticket(Urgency.FORCED).await())
                        .isInstanceOf(InterruptedException.class));
    await().until(() -> permits.queued() == 1);
    waiter.interrupt();
    waiter.join();
    assertThat(permits.queued()).isZero();
    queue("next", Urgency.REFRESH);
    held.release();
    await().untilAsserted(() -> assertThat(served).containsExactly("next"));
  }

  @Test
  void handsOutNoMoreThanThereAre() throws Exception {
    PriorityPermits two = new PriorityPermits(2);
    two.ticket(Urgency.FORCED).await();
    PriorityPermits.Ticket second = two.ticket(Urgency.FORCED);
    second.await();
    var third = threads.submit(() -> awaited(two.ticket(Urgency.FORCED)));
    await().until(() -> two.queued() == 1);
    assertThat(third.isDone()).isFalse();
    second.release();
    assertThat(third.get()).isTrue();
  }

  private PriorityPermits.Ticket held() throws InterruptedException {
    PriorityPermits.Ticket held = permits.ticket(Urgency.REFRESH);
    held.await();
    return held;
  }

  private PriorityPermits.Ticket queue(String name, Urgency urgency) {
    PriorityPermits.Ticket ticket = permits.ticket(urgency);
    int before = permits.queued();
    threads.execute(
        () -> {
          if (awaited(ticket)) {
            served.add(name);
            ticket.release();
          }
        });
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> permits.queued() == before + 1);
    return ticket;
  }

  private static boolean awaited(PriorityPermits.Ticket ticket) {
    try {
      ticket.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
