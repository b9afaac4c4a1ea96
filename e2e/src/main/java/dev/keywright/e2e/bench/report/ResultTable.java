package dev.keywright.e2e.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The report for a terminal: one row per scenario, then every goal. Pure. */
public final class ResultTable {
  private static final List<String> HEAD =
      List.of(
          "scenario",
          "policies",
          "runs",
          "min s",
          "median s",
          "max s",
          "p95 s",
          "limit s",
          "ratio",
          "reads",
          "checks",
          "logins",
          "writes",
          "RSS MiB",
          "CPU s");

  private ResultTable() {}

  /** Lines without trailing spaces, each ended by a line feed. */
  public static String of(List<BenchResult> results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    results.forEach(result -> rows.add(row(result)));
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    String table = rows.stream().map(row -> line(row, widths) + "\n").collect(Collectors.joining());
    String goals =
        results.stream()
            .flatMap(
                result ->
                    result.goals().stream()
                        .map(
                            goal ->
                                "%s (%s, %d)\n"
                                    .formatted(goal, result.scenario(), result.policies())))
            .collect(Collectors.joining());
    return goals.isEmpty() ? table : table + "\n" + goals;
  }

  private static List<String> row(BenchResult result) {
    Spread limit = result.limitSeconds();
    Counts counts = result.counts();
    return List.of(
        result.scenario(),
        Integer.toString(result.policies()),
        Integer.toString(result.runs()),
        seconds(result.seconds().min()),
        seconds(result.seconds().median()),
        seconds(result.seconds().max()),
        seconds(result.percentiles() == null ? null : result.percentiles().p95()),
        seconds(limit == null ? null : limit.median()),
        result.ratio() == null ? "-" : String.format(Locale.ROOT, "%.2f", result.ratio()),
        Integer.toString(counts.valueReads()),
        Integer.toString(counts.versionChecks()),
        Integer.toString(counts.logins()),
        Integer.toString(counts.apiWrites()),
        String.format(Locale.ROOT, "%.0f", result.rssMiB()),
        String.format(Locale.ROOT, "%.1f", result.cpuSeconds()));
  }

  private static String seconds(@Nullable Double figure) {
    return figure == null ? "-" : String.format(Locale.ROOT, "%.3f", figure);
  }

  /** The first column to the left, figures to the right. */
  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(
            column ->
                column == 0
                    ? row.getFirst() + " ".repeat(widths[0] - row.getFirst().length())
                    : " ".repeat(widths[column] - row.get(column).length()) + row.get(column))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
