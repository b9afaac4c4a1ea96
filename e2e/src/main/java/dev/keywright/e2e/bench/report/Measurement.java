package dev.keywright.e2e.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured of one scenario with one number of policies, in one run or in several together.
 *
 * @param seconds times of the operator, at least one
 * @param limitSeconds times of the bare loop for the same work; empty where there is no such work
 * @param counts of several runs the highest
 * @param rssMiB resident memory of the operator at the end; of several runs the highest
 * @param cpuSeconds processor time of the operator while it was measured; of several runs the
 *     highest
 * @param figures what else a goal is about, by name; of several runs the highest
 */
public record Measurement(
    List<Double> seconds,
    List<Double> limitSeconds,
    Counts counts,
    double rssMiB,
    double cpuSeconds,
    Map<String, Double> figures) {
  public Measurement {
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("a measurement without a time");
    }
    seconds = List.copyOf(seconds);
    limitSeconds = List.copyOf(limitSeconds);
    figures = Map.copyOf(figures);
  }

  /** The times of all runs, and of everything else the highest. */
  public static Measurement together(List<Measurement> runs) {
    List<Double> seconds = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    Map<String, Double> figures = new TreeMap<>();
    Counts counts = Counts.NONE;
    for (Measurement run : runs) {
      seconds.addAll(run.seconds());
      limits.addAll(run.limitSeconds());
      counts = counts.max(run.counts());
      run.figures().forEach((name, figure) -> figures.merge(name, figure, Math::max));
    }
    return new Measurement(
        seconds,
        limits,
        counts,
        runs.stream().mapToDouble(Measurement::rssMiB).max().orElse(0),
        runs.stream().mapToDouble(Measurement::cpuSeconds).max().orElse(0),
        figures);
  }

  /** The spread of {@link #seconds}. */
  public Spread spread() {
    return Spread.of(seconds);
  }

  /** The spread of {@link #limitSeconds}. */
  public Optional<Spread> limit() {
    return limitSeconds.isEmpty() ? Optional.empty() : Optional.of(Spread.of(limitSeconds));
  }

  /** How many times the limit the operator took, by the medians. */
  public Optional<Double> ratio() {
    return limit().map(limit -> spread().median() / limit.median());
  }

  /**
   * The figure {@code name}.
   *
   * @throws IllegalArgumentException when it was not measured
   */
  public double figure(String name) {
    Double figure = figures.get(name);
    if (figure == null) {
      throw new IllegalArgumentException("no figure " + name + " among " + figures.keySet());
    }
    return figure;
  }
}
