package dev.keywright.e2e.behaviours;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.e2e.behaviours.BehaviourTable.Row;
import dev.keywright.e2e.behaviours.BehaviourTable.TestResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what the tests of a run reported, prints the table of behaviours and writes it as JSON. */
public final class BehaviourReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BehaviourReport() {}

  /**
   * Exit code 0 when tests ran and none failed, 1 when one failed or a test process ended early, 2
   * when none ran.
   *
   * @param args the JSON file to write, then the folders of report lines
   */
  public static void main(String[] args) throws IOException {
    List<TestResult> results = new ArrayList<>();
    boolean isWhole = true;
    for (String folder : List.of(args).subList(1, args.length)) {
      isWhole &= read(Path.of(folder), results);
    }
    Map<String, Row> table = BehaviourTable.of(results);
    Files.createDirectories(Path.of(args[0]).toAbsolutePath().getParent());
    MAPPER.writerWithDefaultPrettyPrinter().writeValue(Path.of(args[0]).toFile(), json(table));
    print(System.out, table, results, isWhole);
    long failed = results.stream().filter(TestResult::isFailed).count();
    System.exit(results.isEmpty() ? 2 : failed > 0 || !isWhole ? 1 : 0);
  }

  /**
   * Reads every file of {@code folder}; false when one has no last line: its process ended early.
   */
  private static boolean read(Path folder, List<TestResult> into) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    boolean isWhole = true;
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      boolean finished = false;
      for (String line : Files.readAllLines(file)) {
        JsonNode node = MAPPER.readTree(line);
        finished |= node.path("plan").asText().equals("finished");
        if (node.has("state")) {
          into.add(result(node));
        }
      }
      isWhole &= finished;
    }
    return isWhole;
  }

  private static TestResult result(JsonNode node) {
    List<String> path = new ArrayList<>();
    node.path("path").forEach(name -> path.add(name.asText()));
    return new TestResult(
        node.path("class").asText(),
        path,
        node.path("state").asText(),
        node.path("reason").asText());
  }

  private static Map<String, Map<String, Object>> json(Map<String, Row> table) {
    Map<String, Map<String, Object>> json = new LinkedHashMap<>();
    table.forEach((id, row) -> json.put(id, Map.of("tests", row.tests(), "state", row.state())));
    return json;
  }

  private static void print(
      PrintStream out, Map<String, Row> table, List<TestResult> results, boolean isWhole) {
    results.stream()
        .filter(TestResult::isFailed)
        .forEach(
            failed ->
                out.println(
                    "FAILED  "
                        + failed.className()
                        + ": "
                        + String.join(" / ", failed.path())
                        + "\n        "
                        + failed.reason()));
    out.println();
    out.println("Behaviours of the design (" + table.size() + ")");
    for (String state : List.of("passed", "failed", "skipped", "missing")) {
      List<String> ids =
          table.entrySet().stream()
              .filter(entry -> entry.getValue().state().equals(state))
              .map(Map.Entry::getKey)
              .toList();
      out.printf(
          "  %-8s %3d  %s%n",
          state.equals("passed") ? "shown" : state.equals("missing") ? "no test" : state,
          ids.size(),
          String.join(" ", ids));
    }
    results.stream()
        .filter(result -> result.state().equals("skipped"))
        .map(result -> "  skipped: " + String.join(" / ", result.path()) + ": " + result.reason())
        .distinct()
        .forEach(out::println);
    if (!isWhole) {
      out.println(
          "A test process ended before its tests did: see the reports under target/surefire-reports.");
    }
    long failed = results.stream().filter(TestResult::isFailed).count();
    long skipped = results.stream().filter(result -> result.state().equals("skipped")).count();
    out.println();
    out.println(
        (results.size() - failed - skipped)
            + " passed, "
            + failed
            + " failed, "
            + skipped
            + " skipped");
  }
}
