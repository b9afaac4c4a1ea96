package dev.keywright.e2e.bench.report;

import java.util.Locale;

/**
 * A promise about one figure.
 *
 * @param what the figure, for people
 * @param measured what it was
 * @param bound what it must not exceed
 * @param unit of both, for people; empty for plain numbers
 * @param reached whether it did not exceed it
 */
public record Goal(String what, double measured, double bound, String unit, boolean reached) {
  /** A figure that must be below {@code bound} or equal to it. */
  public static Goal atMost(String what, double measured, double bound, String unit) {
    return new Goal(what, measured, bound, unit, measured <= bound);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return "%s  %s: %s, goal at most %s"
        .formatted(reached ? "reached" : "MISSED ", what, text(measured), text(bound));
  }

  private String text(double figure) {
    String number =
        figure == Math.rint(figure)
            ? String.format(Locale.ROOT, "%.0f", figure)
            : String.format(Locale.ROOT, figure < 1 ? "%.3f" : "%.2f", figure);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
