package dev.keywright.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.bench.scenario.Scenario;
import dev.keywright.e2e.bench.scenario.Scenarios;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  @DisplayName("without numbers each scenario has its own, with numbers all have those")
  void plans() {
    Scenario memory = Scenarios.named("memory").orElseThrow();
    Scenario start = Scenarios.named("start").orElseThrow();
    assertThat(BenchPlan.of(List.of(memory, start), List.of(), 0).items())
        .containsExactly(
            new BenchPlan.Item(memory, 100, 1),
            new BenchPlan.Item(memory, 2000, 1),
            new BenchPlan.Item(start, 1, 5));
    assertThat(BenchPlan.of(List.of(memory), List.of(10, 20), 2).items())
        .containsExactly(new BenchPlan.Item(memory, 10, 2), new BenchPlan.Item(memory, 20, 2));
  }

  @ParameterizedTest
  @DisplayName("a wrong flag is one line that says what is right, and nothing is started")
  @CsvSource({
    "--scenario=warm, there is no scenario warm; there are start",
    "--policies=0, --policies takes numbers from 1 to 20000",
    "'--policies=10,20001', --policies takes numbers from 1 to 20000",
    "--runs=21, --runs takes a number from 1 to 20",
    "--runs=-1, --runs takes a number from 1 to 20"
  })
  void wrongFlags(String flag, String message) {
    assertThat(execute(flag)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  @Test
  @DisplayName("the help names every scenario")
  void help() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(Scenarios.ALL.stream().map(Scenario::name).toList());
  }

  private int execute(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
