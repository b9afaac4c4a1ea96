package dev.keywright.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.Ports;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.LaunchSpec;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.process.ProcessLedger;
import dev.keywright.e2e.launcher.process.ProcessRecord;
import dev.keywright.e2e.launcher.process.Processes;
import dev.keywright.e2e.launcher.start.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose component is a {@code sleep}. */
final class LeftoversTest {
  private static final Optional<ProcessIdentity> DEAD =
      Optional.of(new ProcessIdentity(ProcessHandle.current().pid(), "an earlier start"));
  private static final Optional<ProcessIdentity> ALIVE = Optional.of(ProcessIdentity.self());
  private static final Optional<ProcessIdentity> DETACHED = Optional.empty();

  private final Processes processes = new Processes();
  private final List<ProcessIdentity> started = new ArrayList<>();
  private final CacheFolder cache;
  private final Checkout tree;

  LeftoversTest(@TempDir Path folder) throws Exception {
    this.cache = new CacheFolder(folder.resolve("cache"));
    this.tree = new Checkout(Files.createDirectory(folder.resolve("tree")));
  }

  @AfterEach
  void endAll() {
    started.forEach(processes::kill);
  }

  @Test
  void runOfADeadLauncherIsEndedAndKeepsOnlyItsLogs() throws Exception {
    RunDirectory run = run("20260101-000000", DEAD);

    new Leftovers(cache).end();

    assertThat(started.getFirst().isAlive()).isFalse();
    assertThat(run.data(Component.MOTO)).doesNotExist();
    assertThat(run.pki()).doesNotExist();
    assertThat(run.log(Component.MOTO)).exists();
  }

  @Test
  void runOfALivingLauncherIsLeftAlone() throws Exception {
    RunDirectory run = run("20260101-000000", ALIVE);

    new Leftovers(cache).end();

    assertThat(started.getFirst().isAlive()).isTrue();
    assertThat(run.data(Component.MOTO)).exists();
  }

  @Test
  void detachedRunEndsWhenItsSourceTreeIsGone() throws Exception {
    RunDirectory run = run("up-1", DETACHED);

    new Leftovers(cache).end();
    assertThat(started.getFirst().isAlive()).isTrue();

    Files.delete(tree.root());
    new Leftovers(cache).end();
    assertThat(started.getFirst().isAlive()).isFalse();
    assertThat(run.path()).doesNotExist();
  }

  @Test
  void logsOfTheLastThreeRunsAreKept() throws Exception {
    List<RunDirectory> runs = new ArrayList<>();
    for (int day = 1; day <= 5; day++) {
      runs.add(run("2026010" + day + "-000000", DEAD));
    }

    new Leftovers(cache).end();

    assertThat(runs.subList(0, 2)).noneMatch(run -> Files.exists(run.path()));
    assertThat(runs.subList(2, 5)).allMatch(run -> Files.exists(run.log(Component.MOTO)));
    assertThat(started).noneMatch(ProcessIdentity::isAlive);
  }

  @Test
  void launchersThatStartTogetherDoNotDisturbEachOther() throws Exception {
    List<RunDirectory> runs = new ArrayList<>();
    for (int day = 1; day <= 9; day++) {
      runs.add(run("2026010" + day + "-000000", DEAD));
    }

    try (ExecutorService launchers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> all =
          IntStream.range(0, 8)
              .mapToObj(
                  launcher ->
                      (Callable<Void>)
                          () -> {
                            new Leftovers(cache).end();
                            return null;
                          })
              .toList();
      for (Future<Void> one : launchers.invokeAll(all)) {
        one.get();
      }
    }

    assertThat(started).noneMatch(ProcessIdentity::isAlive);
    assertThat(runs).noneMatch(run -> Files.exists(run.data(Component.MOTO)));
    assertThat(runs).filteredOn(run -> Files.exists(run.path())).hasSize(3);
  }

  private RunDirectory run(String name, Optional<ProcessIdentity> owner) throws Exception {
    RunDirectory directory = new RunDirectory(cache.runs().resolve(name));
    Run.create(tree, directory, Endpoints.choose(Ports.ofThisMachine()), owner);
    Files.createDirectories(directory.data(Component.MOTO).resolve("deep/er"));
    ProcessRecord record =
        processes.start(
            new LaunchSpec(
                Component.MOTO, List.of("sleep", "600"), Map.of(), directory.log(Component.MOTO)));
    new ProcessLedger(directory).record(record);
    started.add(record.identity());
    return directory;
  }
}
