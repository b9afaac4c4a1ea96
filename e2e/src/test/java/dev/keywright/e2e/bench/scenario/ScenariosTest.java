package dev.keywright.e2e.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.model.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ScenariosTest {
  @Test
  @DisplayName("every scenario has a name of its own and its place in the documentation")
  void documented() throws IOException {
    String page = Files.readString(Checkout.current().root().resolve("docs/benchmarks/README.md"));
    assertThat(Scenarios.ALL).extracting(Scenario::name).doesNotHaveDuplicates();
    assertThat(Scenarios.ALL)
        .allSatisfy(
            scenario -> {
              assertThat(page).contains("| `" + scenario.name() + "` |");
              assertThat(scenario.sizes()).isNotEmpty();
              assertThat(scenario.runs()).isPositive();
              assertThat(Scenarios.named(scenario.name())).contains(scenario);
            });
    assertThat(Scenarios.named("no-such")).isEmpty();
  }
}
