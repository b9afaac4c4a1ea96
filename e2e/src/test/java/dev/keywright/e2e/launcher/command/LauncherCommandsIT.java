package dev.keywright.e2e.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.process.ProcessLedger;
import dev.keywright.e2e.launcher.vault.VaultApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes, on a real Vault and a real moto of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LauncherCommandsIT {
  private final LauncherProcess launcher;
  private final ProcessLedger ledger;

  LauncherCommandsIT(@TempDir Path folder) throws Exception {
    this.launcher = LauncherProcess.in(folder);
    this.ledger = new ProcessLedger(launcher.directory());
  }

  @BeforeAll
  void up() throws Exception {
    Outcome up = launcher.run("up", "vault", "moto");

    assertThat(up.exit()).as("%s", up.err()).isZero();
    assertThat(up.out())
        .contains("started: vault, moto", "All of it runs until ./run down.")
        .anyMatch(line -> line.matches("vault +http://127\\.0\\.0\\.1:\\d+"));
    assertThat(up.err()).anyMatch(line -> line.matches("✓ starting vault, [0-9.]+ s"));
  }

  @AfterAll
  void downLeavesNothing() throws Exception {
    ProcessIdentity vault = process(Component.VAULT);
    ProcessIdentity moto = process(Component.MOTO);

    Outcome down = launcher.run("down");

    assertThat(down.exit()).isZero();
    assertThat(down.out()).containsExactly("ended: vault, moto; data and logs are removed");
    assertThat(vault.isAlive()).isFalse();
    assertThat(moto.isAlive()).isFalse();
    assertThat(launcher.directory().path()).doesNotExist();
    assertThat(launcher.run("down").out()).containsExactly("nothing runs for this source tree");
  }

  @Test
  void componentsOutliveTheCommandThatStartedThem() {
    assertThat(process(Component.VAULT).isAlive()).isTrue();
    assertThat(process(Component.MOTO).isAlive()).isTrue();
  }

  @Test
  void secondUpStartsNothingAndSaysWhatRuns() throws Exception {
    ProcessIdentity before = process(Component.VAULT);

    Outcome again = launcher.run("up", "vault", "moto", "--json");

    assertThat(again.exit()).isZero();
    assertThat(again.err()).isEmpty();
    JsonNode report = JsonFile.MAPPER.readTree(String.join("\n", again.out()));
    assertThat(report.at("/components").findValuesAsText("name")).containsExactly("vault", "moto");
    assertThat(report.at("/components").findValuesAsText("startedNow"))
        .containsExactly("false", "false");
    assertThat(report.at("/environment/VAULT_ADDR").asText()).startsWith("http://127.0.0.1:");
    assertThat(report.at("/commands")).hasSize(3);
    assertThat(process(Component.VAULT)).isEqualTo(before);
  }

  @Test
  void upStartsAgainWhatHasDied() throws Exception {
    ProcessIdentity vault = process(Component.VAULT);
    launcher.run("kill", "moto");

    Outcome up = launcher.run("up", "vault", "moto");

    assertThat(up.out()).contains("started: moto", "ran before: vault");
    assertThat(process(Component.VAULT)).isEqualTo(vault);
  }

  @Test
  void environmentIsNothingButLinesForTheShell() throws Exception {
    Outcome env = launcher.run("env");
    assertThat(env.exit()).isZero();
    assertThat(env.err()).isEmpty();
    assertThat(env.out()).allMatch(line -> line.matches("export [A-Z_]+='[^']*'"));

    String script =
        String.join("\n", env.out())
            + "\ncurl -sf -o /dev/null -H \"X-Vault-Token: $VAULT_TOKEN\" \"$VAULT_ADDR/v1/sys/mounts\""
            + "\ncurl -sf -o /dev/null \"$AWS_ENDPOINT_URL/moto-api/\"";
    assertThat(new ProcessBuilder("sh", "-ec", script).start().waitFor()).isZero();
  }

  @Test
  void killedComponentComesBackWithItsData() throws Exception {
    ProcessIdentity before = process(Component.VAULT);
    try (VaultApi vault = vault()) {
      vault.putSecret("kept", Map.of("key", "value"));
    }

    Outcome killed = launcher.run("kill", "vault");
    assertThat(killed.out())
        .containsExactly(
            "vault (pid " + before.pid() + ") is killed; ./run restart vault brings it back");
    assertThat(before.isAlive()).isFalse();
    assertThat(launcher.run("kill", "vault"))
        .isEqualTo(
            new Outcome(
                1,
                List.of(),
                List.of("run: vault does not run; start it with ./run restart vault")));

    Outcome restarted = launcher.run("restart", "vault");
    assertThat(restarted.out())
        .containsExactly("vault serves again (pid " + process(Component.VAULT).pid() + ")");
    try (VaultApi vault = vault()) {
      assertThat(vault.secret("kept").at("/key").asText()).isEqualTo("value");
    }
  }

  @Test
  void componentThatIsNotAPartIsNamedWithTheWayOut() throws Exception {
    for (String command : List.of("kill", "restart", "logs")) {
      assertThat(launcher.run(command, "etcd"))
          .isEqualTo(
              new Outcome(
                  1,
                  List.of(),
                  List.of("run: etcd is not a part of this run; start it with ./run up etcd")));
    }
  }

  @Test
  void logsOfOneAreItsOwnAndLogsOfAllNameEach() throws Exception {
    assertThat(launcher.run("logs", "vault").out())
        .isEqualTo(Files.readAllLines(launcher.directory().log(Component.VAULT)));
    assertThat(launcher.run("logs").out())
        .contains(
            "==> " + launcher.directory().log(Component.VAULT) + " <==",
            "==> " + launcher.directory().log(Component.MOTO) + " <==");
  }

  @Test
  void followedLogGoesOnUntilItIsEnded() throws Exception {
    Path log = launcher.directory().log(Component.MOTO);
    Process follower = launcher.start("logs", "moto", "-f");

    Files.writeString(
        log, "a line that comes later\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    await().until(() -> launcher.printed().contains("a line that comes later"));
    List<ProcessHandle> tail = follower.descendants().toList();
    follower.destroy();
    follower.waitFor();

    await().until(() -> tail.stream().noneMatch(ProcessHandle::isAlive));
  }

  private VaultApi vault() throws Exception {
    JsonNode facts = JsonFile.MAPPER.readTree(launcher.directory().factsFile().toFile());
    return new VaultApi(facts.at("/vault/address").asText(), facts.at("/vault/rootToken").asText());
  }

  private ProcessIdentity process(Component component) {
    return ledger.find(component).orElseThrow().identity();
  }
}
