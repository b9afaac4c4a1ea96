package dev.keywright.rotation.trigger;

import dev.keywright.rotation.trigger.RunFacts.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides how rotation stands from the runs of a policy. Pure. */
final class StandingChoice {
  private StandingChoice() {}

  static TriggerPlan.Standing of(List<RunFacts> runs) {
    return running(runs).or(() -> ended(runs)).orElseGet(TriggerPlan.Standing.Resting::new);
  }

  /** The run under way; without one, a queued run that waits for somebody. */
  static Optional<TriggerPlan.Standing> running(List<RunFacts> runs) {
    return runs.stream()
        .filter(run -> run.stage() == Stage.UNDER_WAY)
        .findFirst()
        .or(
            () ->
                runs.stream()
                    .filter(run -> run.stage() == Stage.QUEUED && run.held().isPresent())
                    .findFirst())
        .map(run -> new TriggerPlan.Standing.Running(run.name(), run.held()));
  }

  private static Optional<TriggerPlan.Standing> ended(List<RunFacts> runs) {
    return runs.stream()
        .filter(run -> run.finishedAt().isPresent())
        .max(Comparator.comparing(run -> run.finishedAt().orElseThrow()))
        .map(StandingChoice::after);
  }

  private static TriggerPlan.Standing after(RunFacts last) {
    String why = last.failure().orElse("");
    return switch (last.stage()) {
      case ENDED_WITHOUT_VALUE -> new TriggerPlan.Standing.Failed(last.name(), why);
      case QUARANTINED -> new TriggerPlan.Standing.Quarantined(last.name(), why);
      case QUEUED, UNDER_WAY, DONE -> new TriggerPlan.Standing.Resting();
    };
  }
}
