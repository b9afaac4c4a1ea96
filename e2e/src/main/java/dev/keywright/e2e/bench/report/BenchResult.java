package dev.keywright.e2e.bench.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of the report, in the form of the JSON file. Times are seconds, rounded to a tenth of a
 * millisecond.
 *
 * @param scenario its name
 * @param policies how many policies it was about
 * @param runs how often it was run
 * @param samples how many times {@code seconds} is made from
 * @param seconds times of the operator
 * @param percentiles of the same times; null when they are fewer than 20
 * @param limitSeconds times of the bare loop; null where there is none
 * @param ratio median of the operator by median of the limit; null without a limit
 * @param counts what the operator asked of the store and the API server, the highest of all runs
 * @param rssMiB resident memory of the operator, the highest of all runs
 * @param cpuSeconds processor time of the operator, the highest of all runs
 * @param figures what else goals are about
 * @param goals what was promised, and whether it was reached
 */
public record BenchResult(
    String scenario,
    int policies,
    int runs,
    int samples,
    Spread seconds,
    @Nullable Percentiles percentiles,
    @Nullable Spread limitSeconds,
    @Nullable Double ratio,
    Counts counts,
    double rssMiB,
    double cpuSeconds,
    Map<String, Double> figures,
    List<Goal> goals) {
  /** With fewer samples a percentile would be an anecdote. */
  static final int ENOUGH_FOR_PERCENTILES = 20;

  /** The row of a scenario. */
  public static BenchResult of(
      String scenario, int policies, int runs, Measurement measured, List<Goal> goals) {
    int samples = measured.seconds().size();
    Map<String, Double> figures = new TreeMap<>();
    measured.figures().forEach((name, figure) -> figures.put(name, rounded(figure)));
    return new BenchResult(
        scenario,
        policies,
        runs,
        samples,
        rounded(measured.spread()),
        samples < ENOUGH_FOR_PERCENTILES ? null : rounded(Percentiles.of(measured.seconds())),
        measured.limit().map(BenchResult::rounded).orElse(null),
        measured.ratio().map(ratio -> Math.round(ratio * 100) / 100.0).orElse(null),
        measured.counts(),
        Math.round(measured.rssMiB() * 10) / 10.0,
        Math.round(measured.cpuSeconds() * 100) / 100.0,
        figures,
        goals.stream()
            .map(
                goal ->
                    new Goal(
                        goal.what(),
                        rounded(goal.measured()),
                        goal.bound(),
                        goal.unit(),
                        goal.reached()))
            .toList());
  }

  private static Spread rounded(Spread spread) {
    return new Spread(rounded(spread.min()), rounded(spread.median()), rounded(spread.max()));
  }

  private static Percentiles rounded(Percentiles percentiles) {
    return new Percentiles(
        rounded(percentiles.p50()), rounded(percentiles.p95()), rounded(percentiles.p99()));
  }

  private static double rounded(double figure) {
    return Math.round(figure * 10_000) / 10_000.0;
  }
}
