package dev.keywright.e2e.behaviours;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Sorts tests by the behaviour ids that their display names start with. Pure. A behaviour is failed
 * when one of its tests failed, skipped when all that ran were skipped, missing when no test names
 * it.
 */
public final class BehaviourTable {
  private static final Pattern IDS = Pattern.compile("^((?:[SRAG]\\d{1,2}[ ,]+)+)");

  private BehaviourTable() {}

  /**
   * One test.
   *
   * @param className its class
   * @param path display names from the class down to the test
   * @param state passed, failed or skipped
   * @param reason why it failed or was skipped
   */
  public record TestResult(String className, List<String> path, String state, String reason) {
    /** Whether the test itself did not pass. */
    public boolean isFailed() {
      return state.equals("failed");
    }
  }

  /**
   * One behaviour.
   *
   * @param tests names of its tests
   * @param state passed, failed, skipped or missing
   * @param reasons why tests of it were skipped
   */
  public record Row(List<String> tests, String state, List<String> reasons) {}

  /** Every id of the design, in its order. */
  public static List<String> allIds() {
    List<String> ids = new ArrayList<>();
    Map.of("S", 54, "R", 35, "A", 7, "G", 10).entrySet().stream()
        .sorted((a, b) -> "SRAG".indexOf(a.getKey()) - "SRAG".indexOf(b.getKey()))
        .forEach(
            kind ->
                IntStream.rangeClosed(1, kind.getValue())
                    .forEach(number -> ids.add(kind.getKey() + number)));
    return ids;
  }

  /** One row per id, in the order of {@link #allIds}. */
  public static Map<String, Row> of(List<TestResult> results) {
    Map<String, List<TestResult>> byId = new LinkedHashMap<>();
    allIds().forEach(id -> byId.put(id, new ArrayList<>()));
    for (TestResult result : results) {
      idsOf(result).forEach(id -> byId.computeIfPresent(id, (key, known) -> add(known, result)));
    }
    Map<String, Row> rows = new LinkedHashMap<>();
    byId.forEach((id, tests) -> rows.put(id, row(tests)));
    return rows;
  }

  private static List<TestResult> add(List<TestResult> known, TestResult result) {
    known.add(result);
    return known;
  }

  private static Set<String> idsOf(TestResult result) {
    Set<String> ids = new TreeSet<>();
    for (String name : result.path()) {
      Matcher matcher = IDS.matcher(name + " ");
      if (matcher.find()) {
        ids.addAll(List.of(matcher.group(1).strip().split("[ ,]+")));
      }
    }
    return ids;
  }

  private static Row row(List<TestResult> tests) {
    List<String> names =
        tests.stream()
            .map(test -> test.className() + ": " + String.join(" / ", test.path()))
            .distinct()
            .toList();
    List<String> reasons =
        tests.stream()
            .filter(test -> test.state().equals("skipped"))
            .map(TestResult::reason)
            .distinct()
            .toList();
    return new Row(names, state(tests), reasons);
  }

  private static String state(List<TestResult> tests) {
    if (tests.isEmpty()) {
      return "missing";
    }
    if (tests.stream().anyMatch(TestResult::isFailed)) {
      return "failed";
    }
    return tests.stream().anyMatch(test -> test.state().equals("passed")) ? "passed" : "skipped";
  }
}
