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

  /** Runs every item; one result per item, in the same order. */
  List<BenchResult> run(BenchPlan plan) {
    try (BareLoop limit = new BareLoop(stage)) {
      return plan.items().stream().map(item -> run(item, limit)).toList();
    }
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
