package dev.keywright.e2e.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.process.ProcessLedger;
import dev.keywright.e2e.launcher.process.ProcessRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code up} that is ended while it works. Ctrl-C is SIGINT; the tests send SIGTERM, which a
 * process that was started in the background does not ignore and which Java handles in the same
 * way.
 */
final class InterruptedUpTest {
  private static final int ENDED_BY_SIGTERM = 128 + 15;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final LauncherProcess launcher;

  InterruptedUpTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.launcher = LauncherProcess.in(folder).with("KEYWRIGHT_CACHE", folder.resolve("cache"));
  }

  @Test
  void nothingIsLeftOfWhatWasStarting() throws Exception {
    LauncherProcess withAssets = launcher.with("KUBEBUILDER_ASSETS", assetsThatNeverServe());
    Process up = withAssets.start("up", "etcd");
    ProcessIdentity etcd = awaitEtcd(withAssets, up);

    up.destroy();
    Outcome outcome = withAssets.outcome(up);

    assertThat(outcome.exit()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(outcome.err())
        .contains("interrupted: ending what was started")
        .last()
        .isEqualTo("nothing of it is left; the next start goes on with what is built");
    assertThat(outcome.err()).noneMatch(line -> line.startsWith("run:"));
    assertThat(etcd.isAlive()).isFalse();
    assertThat(withAssets.directory().path()).doesNotExist();
  }

  @Test
  void runThatIsStartingIsNotDisturbed() throws Exception {
    LauncherProcess withAssets = launcher.with("KUBEBUILDER_ASSETS", assetsThatNeverServe());
    Process up = withAssets.start("up", "etcd");
    awaitEtcd(withAssets, up);

    Outcome down =
        withAssets.printingTo(Files.createDirectory(folder.resolve("second"))).run("down");
    up.destroy();
    withAssets.outcome(up);

    assertThat(down)
        .isEqualTo(
            new Outcome(
                1,
                List.of(),
                List.of(
                    "run: another ./run up, down or restart works on this run; wait until it has ended")));
  }

  @Test
  void interruptedBuildIsNeverTakenForAResult() throws Exception {
    Path pid = folder.resolve("compiler.pid");
    LauncherProcess withGo = launcher.with("PATH", goOnPath(hangingBuild(pid)));

    Process up = withGo.start("up", "toxiproxy");
    await().atMost(PATIENCE).until(() -> Files.exists(pid) || !up.isAlive());
    up.destroy();
    assertThat(withGo.outcome(up).exit()).isEqualTo(ENDED_BY_SIGTERM);

    long compiler = Long.parseLong(Files.readString(pid).strip());
    await().atMost(PATIENCE).until(() -> ProcessIdentity.of(compiler).isEmpty());
    assertThat(filesOfCache()).contains("toxiproxy-server.partial").doesNotContain("key.json");

    goOnPath("echo no space left on device; exit 1");
    Outcome next = withGo.run("up", "toxiproxy");
    assertThat(next.exit()).isEqualTo(1);
    assertThat(next.err())
        .last()
        .asString()
        .startsWith(
            "run: go build of toxiproxy-server failed: no space left on device (all of it:");
    assertThat(filesOfCache()).doesNotContain("toxiproxy-server.partial", "key.json");
  }

  private Path assetsThatNeverServe() throws IOException {
    Path assets = Files.createDirectory(folder.resolve("assets"));
    program(assets.resolve("etcd"), "exec sleep 600");
    program(assets.resolve("kube-apiserver"), "exec sleep 600");
    return assets;
  }

  private static ProcessIdentity awaitEtcd(LauncherProcess launcher, Process up) {
    ProcessLedger ledger = new ProcessLedger(launcher.directory());
    await().atMost(PATIENCE).until(() -> ledger.find(Component.ETCD).isPresent() || !up.isAlive());
    ProcessIdentity etcd = ledger.find(Component.ETCD).map(ProcessRecord::identity).orElseThrow();
    assertThat(etcd.isAlive()).isTrue();
    return etcd;
  }

  private static String hangingBuild(Path pid) {
    return """
    while [ "$1" != -o ]; do shift; done
    echo half a binary > "$2"
    echo $$ > %s.new && mv %s.new %s
    exec sleep 600
    """
        .formatted(pid, pid, pid);
  }

  /** A folder with a {@code go} that builds as given, before all that is on PATH. */
  private String goOnPath(String build) throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    program(
        tools.resolve("go"),
        """
        if [ "$1" = env ]; then echo go1.26.8; exit; fi
        """
            + build);
    return tools + ":" + System.getenv("PATH");
  }

  private List<String> filesOfCache() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
