package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SingleFlight.Question;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private static final String KEY = "shop/db";

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private final MutableClock clock = new MutableClock(NOON);
  private final PriorityPermits permits = new PriorityPermits(2);
  private final SingleFlight<String, StringBuilder> flights =
      new SingleFlight<>(permits, StringBuilder::new, clock);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  @DisplayName("S37 callers that wait for the same thing share one call and each get a copy")
  void sharesOneCall() throws Exception {
    List<PriorityPermits.Ticket> held = occupyAllPermits();
    List<Future<StringBuilder>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(
          threads.submit(() -> flights.join(KEY, Question.now(Urgency.FORCED), this::numbered)));
    }
    await().until(() -> flights.callers(KEY) == 20);
    held.forEach(PriorityPermits.Ticket::release);
    List<StringBuilder> got = new ArrayList<>();
    for (Future<StringBuilder> answer : answers) {
      got.add(answer.get());
    }
    assertThat(calls).hasValue(1);
    assertThat(got).allMatch(answer -> answer.toString().equals("answer 1"));
    got.getFirst().setLength(0);
    assertThat(got.subList(1, 20)).allMatch(answer -> answer.length() > 0);
    assertThat(flights.callers(KEY)).isZero();
  }

  @Test
  @DisplayName("S24 nobody gets an answer that was asked for before he asked")
  void neverAnswersFromBefore() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch underWay = new CountDownLatch(1);
    Future<StringBuilder> early =
        threads.submit(
            () ->
                flights.join(
                    KEY,
                    Question.now(Urgency.REFRESH),
                    urgency -> {
                      underWay.countDown();
                      awaited(go);
                      return numbered(urgency);
                    }));
    underWay.await();
    List<Future<StringBuilder>> late = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      late.add(
          threads.submit(() -> flights.join(KEY, Question.now(Urgency.FORCED), this::numbered)));
    }
    await().until(() -> flights.callers(KEY) == 6);
    assertThat(calls).hasValue(0);
    go.countDown();
    assertThat(early.get()).hasToString("answer 1");
    for (Future<StringBuilder> answer : late) {
      assertThat(answer.get()).hasToString("answer 2");
    }
    assertThat(calls).hasValue(2);
  }

  @Test
  @DisplayName("S37 a question that arose before a call went out shares it, a later one does not")
  void sharesACallUnderWay() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<StringBuilder> first = submit(NOON, go);
    await().until(() -> calls.get() == 1);
    clock.advance(Duration.ofSeconds(5));
    Future<StringBuilder> older = submit(NOON, go);
    Future<StringBuilder> later = submit(NOON.plusMillis(1), go);
    await().until(() -> flights.callers(KEY) == 3);
    go.countDown();
    assertThat(first.get()).hasToString("answer 1");
    assertThat(older.get()).hasToString("answer 1");
    assertThat(later.get()).hasToString("answer 2");
  }

  @Test
  @DisplayName("a shared call is told when the latest of its questions arose")
  void tellsTheLatestQuestion() throws Exception {
    List<PriorityPermits.Ticket> held = occupyAllPermits();
    List<Instant> told = Collections.synchronizedList(new ArrayList<>());
    List<Future<StringBuilder>> answers = new ArrayList<>();
    for (Instant since : List.of(NOON, NOON.plusSeconds(2), NOON.plusSeconds(1))) {
      answers.add(
          threads.submit(
              () ->
                  flights.join(
                      KEY,
                      new Question(Urgency.FORCED, since),
                      question -> {
                        told.add(question.since());
                        return numbered(question);
                      })));
    }
    await().until(() -> flights.callers(KEY) == 3);
    held.forEach(PriorityPermits.Ticket::release);
    for (Future<StringBuilder> answer : answers) {
      answer.get();
    }
    assertThat(told).containsExactly(NOON.plusSeconds(2));
  }

  @Test
  void neverHasTwoCallsOfOneKeyUnderWay() throws Exception {
    AtomicInteger now = new AtomicInteger();
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    List<Future<StringBuilder>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          threads.submit(
              () ->
                  flights.join(
                      KEY,
                      Question.now(Urgency.FORCED),
                      urgency -> {
                        seen.add(now.incrementAndGet());
                        await().until(() -> calls.get() > 0 || flights.callers(KEY) == 200);
                        now.decrementAndGet();
                        return numbered(urgency);
                      })));
    }
    for (Future<StringBuilder> answer : answers) {
      answer.get();
    }
    assertThat(seen).containsOnly(1);
    assertThat(calls).hasValue(2);
  }

  @Test
  void callsForOthersWhenThePilotIsInterrupted() throws Exception {
    List<PriorityPermits.Ticket> held = occupyAllPermits();
    Thread pilot =
        Thread.ofVirtual()
            .start(
                () ->
                    assertThatThrownBy(
                            () -> flights.join(KEY, Question.now(Urgency.FORCED), this::numbered))
                        .isInstanceOf(InterruptedException.class));
    await().until(() -> flights.callers(KEY) == 1);
    Future<StringBuilder> other =
        threads.submit(() -> flights.join(KEY, Question.now(Urgency.FORCED), this::numbered));
    await().until(() -> flights.callers(KEY) == 2);
    pilot.interrupt();
    pilot.join();
    held.forEach(PriorityPermits.Ticket::release);
    assertThat(other.get()).hasToString("answer 1");
  }

  @Test
  void tellsEverybodyOfABugAndGoesOn() throws Exception {
    List<PriorityPermits.Ticket> held = occupyAllPermits();
    List<Future<StringBuilder>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      answers.add(
          threads.submit(
              () ->
                  flights.join(
                      KEY,
                      Question.now(Urgency.FORCED),
                      urgency -> {
                        throw new IllegalStateException("bug");
                      })));
    }
    await().until(() -> flights.callers(KEY) == 2);
    held.forEach(PriorityPermits.Ticket::release);
    for (Future<StringBuilder> answer : answers) {
      assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);
    }
    assertThat(flights.join(KEY, Question.now(Urgency.FORCED), this::numbered))
        .hasToString("answer 1");
    assertThat(permits.queued()).isZero();
  }

  @Test
  @DisplayName("S38 a shared call goes out as urgently as its most urgent caller needs it")
  void takesTheUrgencyOfItsMostUrgentCaller() throws Exception {
    List<PriorityPermits.Ticket> held = occupyAllPermits();
    List<Urgency> urgencies = Collections.synchronizedList(new ArrayList<>());
    for (Urgency urgency : List.of(Urgency.REFRESH, Urgency.FORCED)) {
      int before = flights.callers(KEY);
      threads.execute(
          () -> {
            try {
              flights.join(
                  KEY,
                  Question.now(urgency),
                  by -> {
                    urgencies.add(by.urgency());
                    return numbered(by);
                  });
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      await().until(() -> flights.callers(KEY) == before + 1);
    }
    held.forEach(PriorityPermits.Ticket::release);
    await().untilAsserted(() -> assertThat(urgencies).containsExactly(Urgency.FORCED));
  }

  /** Asks; the call is answered at {@code go}. */
  private Future<StringBuilder> submit(Instant since, CountDownLatch go) {
    return threads.submit(
        () ->
            flights.join(
                KEY,
                new Question(Urgency.FORCED, since),
                question -> {
                  StringBuilder answer = numbered(question);
                  awaited(go);
                  return answer;
                }));
  }

  private StringBuilder numbered(Question question) {
    return new StringBuilder("answer " + calls.incrementAndGet());
  }

  private List<PriorityPermits.Ticket> occupyAllPermits() throws InterruptedException {
    List<PriorityPermits.Ticket> held = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      PriorityPermits.Ticket ticket = permits.ticket(Urgency.REFRESH);
      ticket.await();
      held.add(ticket);
    }
    return held;
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
