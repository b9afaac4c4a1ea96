package dev.keywright.e2e.bench.report;

import java.util.List;

/**
 * The range and the middle of some figures, all of one unit.
 *
 * @param median the middle one; of an even number of figures the mean of the middle two
 */
public record Spread(double min, double median, double max) {
  /**
   * The spread of {@code figures}, in any order.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Spread of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures, no spread");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(sorted.getFirst(), median, sorted.getLast());
  }
}
