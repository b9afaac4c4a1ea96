package dev.keywright.e2e.bench.report;

import java.util.List;

/** Figures below which 50, 95 and 99 of 100 lie, by the nearest rank: each is one that was seen. */
public record Percentiles(double p50, double p95, double p99) {
  /**
   * The percentiles of {@code figures}, in any order.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Percentiles of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures, no percentiles");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    return new Percentiles(rank(sorted, 50), rank(sorted, 95), rank(sorted, 99));
  }

  private static double rank(List<Double> sorted, int percent) {
    return sorted.get(Math.ceilDiv(percent * sorted.size(), 100) - 1);
  }
}
