package dev.keywright.e2e.demo;

import dev.keywright.e2e.demo.ground.ClusterWish;
import dev.keywright.e2e.demo.ground.GroundChoice;
import dev.keywright.e2e.demo.ground.KubeContext;
import dev.keywright.e2e.demo.ground.KubeContexts;
import dev.keywright.e2e.demo.screen.Screen;
import dev.keywright.e2e.demo.stage.Curtain;
import dev.keywright.e2e.demo.stage.DemoFiles;
import dev.keywright.e2e.demo.stage.KeptDemo;
import dev.keywright.e2e.demo.stage.KilledDemos;
import dev.keywright.e2e.demo.stage.Stage;
import dev.keywright.e2e.demo.stage.StageSetter;
import dev.keywright.e2e.demo.story.MainJob;
import dev.keywright.e2e.demo.story.Step;
import dev.keywright.e2e.demo.story.Storyteller;
import dev.keywright.e2e.launcher.StartOptions;
import dev.keywright.e2e.launcher.build.ControlPlaneChoice;
import dev.keywright.e2e.launcher.build.Toolchain;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import dev.keywright.e2e.launcher.progress.Progress;
import io.fabric8.kubernetes.client.Config;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of the demo, from the choice of a cluster to the last line. */
final class Demo {
  private final Screen screen;
  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock = InstantSource.system();
  private final CacheFolder cache = CacheFolder.current();
  private final Checkout checkout = Checkout.current();

  /**
   * @param out where the screen prints to, for the launcher's progress
   * @param terminal whether somebody watches
   */
  Demo(Screen screen, PrintStream out, boolean terminal) {
    this.screen = screen;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Plays it.
   *
   * @param keep leave everything running at the end
   * @return whether every step was seen
   */
  boolean play(ClusterWish wish, boolean keep) {
    GroundChoice choice = choose(wish);
    KilledDemos.end(cache);
    Curtain curtain = new Curtain();
    if (keep) {
      makeRoom();
      curtain.atEnd(keptFiles()::forget);
    }
    Thread interrupted = Thread.ofPlatform().unstarted(() -> interrupt(curtain));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      Stage stage = setStage(choice, keep, curtain);
      boolean good = tell(stage);
      if (keep) {
        curtain.stayUp();
        new Farewell(screen).kept(stage, good);
      } else {
        screen.line("Everything ends now; the logs stay.");
      }
      return good;
    } finally {
      curtain.close();
      forget(interrupted);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine ends already and the hook runs.
    }
  }

  private void makeRoom() {
    if (KeptDemo.in(keptFiles()).isPresent()) {
      throw new LauncherFailure("a demo is running already: end it with ./run demo --stop");
    }
    KeptDemo.clear(keptFiles());
  }

  /** Ends the demo that was kept; without one there is nothing to do. */
  void stopKept() {
    Optional<KeptDemo> kept = KeptDemo.in(keptFiles());
    kept.ifPresent(demo -> demo.end(screen::line));
    screen.line(kept.isPresent() ? "the demo has ended" : "no demo was kept");
  }

  private DemoFiles keptFiles() {
    return DemoFiles.ofKept(cache, checkout);
  }

  private GroundChoice choose(ClusterWish wish) {
    try (Toolchain toolchain = new Toolchain(checkout, cache, Progress.none(), System.getenv())) {
      ControlPlaneChoice own = toolchain.choose(Component.CONTROL_PLANE);
      GroundChoice choice =
          GroundChoice.of(
              new GroundChoice.Findings(
                  wish, KubeContexts.in(Config.getKubeconfigFilenames()), own));
      if (choice instanceof GroundChoice.Impossible(String reason)) {
        throw new LauncherFailure(reason);
      }
      return choice;
    }
  }

  private Stage setStage(GroundChoice choice, boolean keep, Curtain curtain) {
    screen.heading("Keywright demo");
    introduce(choice);
    try (ConsoleProgress progress = new ConsoleProgress(out, terminal, clock)) {
      StartOptions fresh = StartOptions.of(Set.of(), progress);
      StartOptions options = keep ? fresh.detachedIn(keptFiles().run()) : fresh;
      screen.fact("logs", options.directory().logs().toString());
      StageSetter setter = new StageSetter(options, curtain);
      return choice instanceof GroundChoice.Named named
          ? setter.onNamedCluster(named)
          : setter.onOwnCluster();
    }
  }

  private void introduce(GroundChoice choice) {
    switch (choice) {
      case GroundChoice.Embedded(String reason, String another) -> {
        screen.fact("cluster", "a control plane of the demo's own, on loopback");
        screen.fact("why", reason);
        screen.fact("instead", another);
      }
      case GroundChoice.Named(KubeContext context, String reason, String another) -> {
        screen.fact("cluster", "context %s of %s".formatted(context.name(), context.file()));
        screen.fact("why", reason);
        screen.fact("instead", another);
        screen.fact(
            "guest",
            "The demo stays in namespaces of its own and removes them at the end. Operator, Vault and moto run on this machine; the cluster never calls them. Vault checks the cluster's tokens by its public keys.");
      }
      case GroundChoice.Impossible impossible -> {}
    }
    screen.fact(
        "values", "are never printed: #1f6a09c2 stands for one, and equal values have equal marks");
  }

  private boolean tell(Stage stage) {
    List<Step> steps = MainJob.steps(clock);
    List<Instant> ends = new Storyteller(screen, clock, steps).tell(stage);
    boolean good = ends.size() == steps.size();
    Instant began = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    screen.heading(good ? "Seen, all of it" : "The story ends here");
    if (ends.size() >= MainJob.FIRST_SECRET) {
      Duration first = Duration.between(began, ends.get(MainJob.FIRST_SECRET - 1));
      screen.fact("first", "the first Secret was there after " + ConsoleProgress.format(first));
    }
    screen.fact("total", ConsoleProgress.format(Duration.between(began, clock.instant())));
    return good;
  }

  private void interrupt(Curtain curtain) {
    // Behind the ^C of the terminal and a line that ticks.
    screen.line("");
    screen.lastLine("Interrupted: everything ends.");
    curtain.close();
  }
}
