package dev.keywright.e2e.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.Ports;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.start.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledDemosTest {
  @TempDir Path folder;
  private Process operator;

  @BeforeEach
  void start() throws IOException {
    operator = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void stop() {
    operator.destroyForcibly();
  }

  @Test
  void endsTheOperatorOfADemoWhoseProcessIsGone() throws InterruptedException {
    demoOf(Optional.of(new ProcessIdentity(1, "long ago")));

    KilledDemos.end(new CacheFolder(folder));

    assertThat(operator.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leavesADemoAloneThatRuns() {
    demoOf(Optional.of(ProcessIdentity.self()));

    KilledDemos.end(new CacheFolder(folder));

    assertThat(operator.isAlive()).isTrue();
  }

  @Test
  void leavesADemoAloneThatWasKept() {
    demoOf(Optional.empty());

    KilledDemos.end(new CacheFolder(folder));

    assertThat(operator.isAlive()).isTrue();
  }

  @Test
  void findsNothingWhereNothingEverRan() {
    KilledDemos.end(new CacheFolder(folder.resolve("none")));

    assertThat(operator.isAlive()).isTrue();
  }

  private void demoOf(Optional<ProcessIdentity> owner) {
    RunDirectory directory = new RunDirectory(new CacheFolder(folder).runs().resolve("a"));
    Run.create(Checkout.current(), directory, Endpoints.choose(Ports.ofThisMachine()), owner);
    new DemoFiles(directory)
        .remember(
            new DemoFiles.Traces(
                null, List.of(), ProcessIdentity.of(operator.pid()).orElseThrow()));
  }
}
