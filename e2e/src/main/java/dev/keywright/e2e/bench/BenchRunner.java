package dev.keywright.e2e.bench;

import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.report.BenchResult;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.launcher.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Carries out a plan on a stage. */
final class BenchRunner {
  private final Stage stage;

  BenchRunner(Stage stage) {
    this.stage = stage;
  }

  /**
   * What came of a plan.
   *
   * @param results of the items that could be measured, in the order of the plan
   * @param failures of the others, one line each
   */
  record Outcome(List<BenchResult> results, List<String> failures) {}

  /** Runs every item; one that fails takes none of the others with it. */
  Outcome run(BenchPlan plan) {
    List<BenchResult> results = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (BareLoop limit = new BareLoop(stage)) {
      for (BenchPlan.Item item : plan.items()) {
        try {
          results.add(run(item, limit));
        } catch (RuntimeException e) {
          failures.add("%s could not be measured: %s".formatted(item, e.getMessage()));
        }
      }
    }
    return new Outcome(results, failures);
  }

  private BenchResult run(BenchPlan.Item item, BareLoop limit) {
    List<Measurement> runs = new ArrayList<>();
    for (int i = 1; i <= item.runs(); i++) {
      String what = "%s, run %d of %d".formatted(item, i, item.runs());
      try (Progress.Task task = stage.progress().begin(what, Duration.ZERO)) {
        runs.add(item.scenario().run(stage, limit, item.policies()));
        task.succeeded();
      }
    }
    Measurement measured = Measurement.together(runs);
    return BenchResult.of(
        item.scenario().name(),
        item.policies(),
        item.runs(),
        measured,
        item.scenario().goals(item.policies(), measured));
  }
}
