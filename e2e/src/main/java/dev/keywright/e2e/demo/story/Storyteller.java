package dev.keywright.e2e.demo.story;

import dev.keywright.e2e.demo.screen.Screen;
import dev.keywright.e2e.demo.screen.ValueMarks;
import dev.keywright.e2e.demo.stage.Stage;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the steps in their order, until the end or the first that fails. */
public final class Storyteller {
  private final Screen screen;
  private final InstantSource clock;
  private final List<Step> steps;
  private final ValueMarks marks = new ValueMarks(new SecureRandom());

  public Storyteller(Screen screen, InstantSource clock, List<Step> steps) {
    this.screen = screen;
    this.clock = clock;
    this.steps = List.copyOf(steps);
  }

  /**
   * Tells the story.
   *
   * @return when each step ended; fewer than there are steps when one failed
   */
  public List<Instant> tell(Stage stage) {
    List<Instant> ends = new ArrayList<>();
    for (Step step : steps) {
      Instant began = clock.instant();
      screen.heading("%d/%d  %s".formatted(ends.size() + 1, steps.size(), step.title()));
      Optional<StepFailed> failure = play(step, stage, began.plus(step.patience()));
      if (failure.isPresent()) {
        explain(failure.get(), stage, Duration.between(began, clock.instant()));
        return ends;
      }
      ends.add(clock.instant());
    }
    return ends;
  }

  private Optional<StepFailed> play(Step step, Stage stage, Instant deadline) {
    try {
      step.play(stage, new Telling(screen, marks, clock, deadline, stage::trouble));
      return Optional.empty();
    } catch (StepFailed e) {
      return Optional.of(e);
    } catch (RuntimeException e) {
      String seen = CallFailures.describe(e).orElseThrow(() -> e);
      return Optional.of(new StepFailed("every call of this step succeeds", seen));
    }
  }

  private void explain(StepFailed failure, Stage stage, Duration after) {
    screen.bad("this step failed after " + ConsoleProgress.format(after));
    screen.detail("expected", failure.expected());
    screen.detail("seen", failure.seen());
    screen.detail("logs", stage.files().run().logs().toString());
  }
}
