package dev.keywright.e2e.bench.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results to report. */
final class Reports {
  static final Counts COUNTS = new Counts(1000, 7, 1, 2000, 3, 12);

  private Reports() {}

  /** With a limit, a missed and a reached goal. */
  static BenchResult limited() {
    Measurement measured =
        new Measurement(
            List.of(3.00004, 2.0, 4.0), List.of(2.0, 1.5), COUNTS, 141.26, 3.456, Map.of());
    return BenchResult.of(
        "cold-unique",
        1000,
        3,
        measured,
        List.of(
            Goal.atMost("time by limit", measured.ratio().orElseThrow(), 1.3, ""),
            Goal.atMost("logins", 1, 1, "")));
  }

  /** Without a limit, with many samples: 0.010, 0.020 … 1.000 s. */
  static BenchResult sampled() {
    return BenchResult.of(
        "storm",
        5000,
        1,
        new Measurement(
            IntStream.rangeClosed(1, 100).mapToObj(i -> i / 100.0).toList(),
            List.of(),
            Counts.NONE,
            90,
            0.5,
            Map.of("coreShare", 0.02)),
        List.of());
  }

  static List<BenchResult> both() {
    return List.of(limited(), sampled());
  }
}
