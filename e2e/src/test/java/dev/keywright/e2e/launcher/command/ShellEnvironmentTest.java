package dev.keywright.e2e.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.model.RunFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ShellEnvironmentTest {
  private static final RunDirectory RUN = new RunDirectory(Path.of("/home/it's $HOME/run"));

  @Test
  void everyPartHasTheVariablesThatItsClientReads() {
    RunFacts facts =
        new RunFacts(
            new RunFacts.ControlPlane(
                Path.of("/run/admin.yaml"), "https://127.0.0.1:1", "PEM", null, null),
            new RunFacts.VaultAccess(
                "http://127.0.0.1:2",
                "hvs.token",
                Path.of("/run/audit"),
                "https://localhost:5",
                Path.of("/run/ca.crt")),
            new RunFacts.Moto("http://127.0.0.1:3", "eu-central-1"),
            new RunFacts.Toxiproxy("http://127.0.0.1:4"));

    assertThat(ShellEnvironment.of(RUN, facts).exports())
        .containsExactly(
            "export KEYWRIGHT_RUN='/home/it'\\''s $HOME/run'",
            "export KUBECONFIG='/run/admin.yaml'",
            "export VAULT_ADDR='http://127.0.0.1:2'",
            "export VAULT_TOKEN='hvs.token'",
            "export AWS_ENDPOINT_URL='http://127.0.0.1:3'",
            "export AWS_REGION='eu-central-1'",
            "export AWS_DEFAULT_REGION='eu-central-1'",
            "export AWS_ACCESS_KEY_ID='test'",
            "export AWS_SECRET_ACCESS_KEY='test'",
            "export TOXIPROXY_URL='http://127.0.0.1:4'");
  }

  @Test
  void whatIsNotThereIsNotExported() {
    assertThat(ShellEnvironment.of(RUN, RunFacts.none()).variables())
        .containsOnlyKeys("KEYWRIGHT_RUN");
  }

  @Test
  void shellReadsTheValueUnchanged() throws Exception {
    String lines = String.join("\n", ShellEnvironment.of(RUN, RunFacts.none()).exports());
    Process shell =
        new ProcessBuilder("sh", "-c", "eval \"$1\"; printf %s \"$KEYWRIGHT_RUN\"", "sh", lines)
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("/home/it's $HOME/run");
  }
}
