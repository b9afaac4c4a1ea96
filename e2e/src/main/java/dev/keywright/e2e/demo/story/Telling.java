package dev.keywright.e2e.demo.story;

import dev.keywright.e2e.demo.screen.Screen;
import dev.keywright.e2e.demo.screen.Table;
import dev.keywright.e2e.demo.screen.ValueMarks;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** What one step tells while it plays, and how it waits for what it expects. */
public final class Telling {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Screen screen;
  private final ValueMarks marks;
  private final InstantSource clock;
  private final Instant deadline;
  private final Supplier<Optional<String>> trouble;

  /**
   * @param deadline until when everything that is expected must be seen
   * @param trouble why waiting on is useless; empty while it is not
   */
  Telling(
      Screen screen,
      ValueMarks marks,
      InstantSource clock,
      Instant deadline,
      Supplier<Optional<String>> trouble) {
    this.screen = screen;
    this.marks = marks;
    this.clock = clock;
    this.deadline = deadline;
    this.trouble = trouble;
  }

  /** A sentence: what happens, and why. */
  public void say(String sentence) {
    screen.sentence(sentence);
  }

  /** The command with which a person does or sees it. */
  public void command(String command) {
    screen.command(command);
  }

  /** What was seen. */
  public void show(Table table) {
    screen.block(table.toString());
  }

  /** A text that was seen or sent, such as a manifest. */
  public void show(String text) {
    screen.block(text);
  }

  /** What stands for a value on the screen. */
  public String mark(String value) {
    return marks.of(value);
  }

  /**
   * Looks until it is as expected, and says so with the time it took.
   *
   * @param expected a sentence that becomes true
   * @param look reads the present state; a failure of it counts as not yet
   * @param met whether it is as expected
   * @param describe the state in words, without a value
   * @return the state as expected
   * @throws StepFailed when it is not in time
   */
  public <T> T expect(
      String expected, Supplier<T> look, Predicate<T> met, Function<T, String> describe) {
    Instant began = clock.instant();
    T state = await(expected, look, met, describe);
    screen.good(expected + ", " + ConsoleProgress.format(Duration.between(began, clock.instant())));
    return state;
  }

  /**
   * Says that something is as expected, or fails.
   *
   * @param seen the state in words, without a value
   */
  public void check(String expected, boolean met, String seen) {
    if (!met) {
      throw new StepFailed(expected, seen);
    }
    screen.good(expected);
  }

  private <T> T await(
      String expected, Supplier<T> look, Predicate<T> met, Function<T, String> describe) {
    AtomicReference<String> seen = new AtomicReference<>("nothing yet");
    Duration left = Duration.between(clock.instant(), deadline);
    try {
      return Awaitility.await()
          .atMost(left.compareTo(POLL) > 0 ? left : POLL.multipliedBy(2))
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .failFast(() -> trouble.get().isPresent())
          .until(() -> look(look, met, describe, seen), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new StepFailed(expected, trouble.get().orElseGet(seen::get));
    }
  }

  private static <T> Optional<T> look(
      Supplier<T> look,
      Predicate<T> met,
      Function<T, String> describe,
      AtomicReference<String> seen) {
    try {
      T state = look.get();
      if (met.test(state)) {
        return Optional.of(state);
      }
      seen.set(describe.apply(state));
    } catch (RuntimeException e) {
      seen.set(CallFailures.describe(e).orElseGet(() -> e.getClass().getSimpleName()));
    }
    return Optional.empty();
  }
}
