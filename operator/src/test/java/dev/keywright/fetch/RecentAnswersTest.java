package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RecentAnswersTest {
  private static final String KEY = "shop/db";

  private final MutableClock clock = MutableClock.atNoon();
  private final Instant noon = clock.instant();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<String> wiped = new ArrayList<>();
  private final RecentAnswers<String, StringBuilder> answers =
      new RecentAnswers<>(
          StringBuilder::new,
          answer -> {
            wiped.add(answer.toString());
            answer.setLength(0);
          },
          clock,
          later::add);

  @Test
  @DisplayName("an answer is for questions that are as old as its call, or older")
  void answersOlderQuestions() {
    answers.keep(KEY, new StringBuilder("one"), noon);
    assertThat(answers.find(KEY, noon.minusSeconds(9)).orElseThrow()).hasToString("one");
    assertThat(answers.find(KEY, noon).orElseThrow()).hasToString("one");
    assertThat(answers.find(KEY, noon.plusNanos(1))).isEmpty();
    assertThat(answers.find("shop/api", noon)).isEmpty();
  }

  @Test
  @DisplayName("everybody gets a copy, and what was given to be kept stays the giver's")
  void copies() {
    StringBuilder given = new StringBuilder("one");
    answers.keep(KEY, given, noon);
    given.setLength(0);
    answers.find(KEY, noon).orElseThrow().setLength(0);
    assertThat(answers.find(KEY, noon).orElseThrow()).hasToString("one");
  }

  @Test
  @DisplayName("an answer that nobody wants any more is wiped, one that is wanted stays")
  void wipes() {
    answers.keep(KEY, new StringBuilder("one"), noon);
    for (int i = 0; i < 5; i++) {
      clock.advance(RecentAnswers.LINGER.minusMillis(1));
      assertThat(answers.find(KEY, noon)).isPresent();
      timeComes();
      assertThat(wiped).isEmpty();
    }
    clock.advance(RecentAnswers.LINGER);
    timeComes();
    assertThat(wiped).containsExactly("one");
    assertThat(answers.find(KEY, noon)).isEmpty();
    assertThat(later).isEmpty();
  }

  @Test
  @DisplayName("a newer answer takes the place of an older one, which is wiped")
  void replaces() {
    answers.keep(KEY, new StringBuilder("one"), noon);
    clock.advance(Duration.ofMillis(500));
    answers.keep(KEY, new StringBuilder("two"), clock.instant());
    assertThat(wiped).containsExactly("one");
    clock.advance(Duration.ofMillis(500));
    timeComes();
    assertThat(answers.find(KEY, noon).orElseThrow()).hasToString("two");
  }

  /** What waits runs once; what it leaves waiting runs the next time. */
  private void timeComes() {
    List<Runnable> due = new ArrayList<>(later);
    later.clear();
    due.forEach(Runnable::run);
  }
}
