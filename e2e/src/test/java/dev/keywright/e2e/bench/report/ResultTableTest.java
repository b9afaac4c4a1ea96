package dev.keywright.e2e.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ResultTableTest {
  @Test
  @DisplayName("one row per scenario, right-aligned figures, a dash for what was not measured")
  void table() {
    assertThat(ResultTable.of(Reports.both()))
        .isEqualTo(
            """
            scenario     policies  runs  min s  median s  max s  p95 s  limit s  ratio  reads  checks  logins  writes  RSS MiB  CPU s
            cold-unique      1000     3  2.000     3.000  4.000      -    1.750   1.71   1000       7       1    2000      141    3.5
            storm            5000     1  0.010     0.505  1.000  0.950        -      -      0       0       0       0       90    0.5

            MISSED   time by limit: 1.71, goal at most 1.30 (cold-unique, 1000)
            reached  logins: 1, goal at most 1 (cold-unique, 1000)
            """);
  }
}
