package dev.keywright.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@RealCluster(with = {Component.VAULT})
final class BenchE2E {
  private static final int POLICIES = 20;

  @Test
  @DisplayName("the benchmark measures a cold sync and its limit, and counts by the servers' logs")
  void coldSync(RealComponents real, @TempDir Path folder) throws IOException {
    StringWriter out = new StringWriter();
    Path json = folder.resolve("figures.json");
    Path chart = folder.resolve("chart.svg");
    int code =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .execute(
                "--on=" + real.directory().path(),
                "--scenario=cold-unique",
                "--policies=" + POLICIES,
                "--runs=1",
                "--json=" + json,
                "--chart=" + chart);
    assertThat(code).isZero();
    JsonNode rows = new ObjectMapper().readTree(json.toFile());
    assertThat(rows).hasSize(1);
    JsonNode row = rows.get(0);
    assertThat(row.path("scenario").asText()).isEqualTo("cold-unique");
    assertThat(row.path("policies").asInt()).isEqualTo(POLICIES);
    assertThat(row.at("/seconds/median").asDouble()).isPositive();
    assertThat(row.at("/limitSeconds/median").asDouble()).isPositive();
    assertThat(row.at("/rssMiB").asDouble()).isGreaterThan(20);
    assertThat(row.at("/cpuSeconds").asDouble()).isPositive();
    assertThat(row.at("/counts/valueReads").asInt()).isEqualTo(POLICIES);
    assertThat(row.at("/counts/logins").asInt()).isEqualTo(1);
    assertThat(row.at("/counts/apiWrites").asInt()).isGreaterThanOrEqualTo(2 * POLICIES);
    assertThat(out.toString())
        .contains("cold-unique")
        .containsPattern("(reached|MISSED ) {2}logins");
    assertThat(Files.readString(chart)).startsWith("<svg").contains("cold-unique, 20");
  }
}
