package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.limit.BareLoop;
import dev.keywright.e2e.bench.report.Goal;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.bench.stage.Stage;
import java.util.List;

/** One thing that is measured. Implementations keep nothing between runs. */
public interface Scenario {
  /** The name on the command line and in the report. */
  String name();

  /** What the seconds mean, in one sentence. */
  String meaning();

  /** How many policies it is run with when nobody says. */
  List<Integer> sizes();

  /** How often it is run when nobody says: more than once where one run gives one time. */
  int runs();

  /**
   * Measures once and leaves the stage as it was.
   *
   * @param policies how many, at least 1
   */
  Measurement run(Stage stage, BareLoop limit, int policies);

  /** What was promised for {@code policies} policies, and whether {@code measured} keeps it. */
  List<Goal> goals(int policies, Measurement measured);
}
