package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.demo.ground.Cast;
import dev.keywright.e2e.demo.ground.ClusterGuest;
import dev.keywright.e2e.demo.ground.KubeContext;
import dev.keywright.e2e.demo.ground.NamedCluster;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.process.Processes;
import dev.keywright.e2e.launcher.start.Run;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** The demo that {@code --keep} has left running. */
public final class KeptDemo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DemoFiles files;
  private final DemoFiles.Traces traces;

  private KeptDemo(DemoFiles files, DemoFiles.Traces traces) {
    this.files = files;
    this.traces = traces;
  }

  /** The one in this folder; empty when there is none. */
  public static Optional<KeptDemo> in(DemoFiles files) {
    return files.traces().map(traces -> new KeptDemo(files, traces));
  }

  /**
   * Makes the folder free for another one: ends what was begun there and never finished, and
   * removes its logs.
   */
  public static void clear(DemoFiles files) {
    if (Run.find(files.run()).isPresent()) {
      RealComponents.attach(files.run()).endAll();
    }
    FileTree.remove(files.run().path());
  }

  /** Ends it: the operator, what it put into a cluster of somebody else, the components. */
  public void end(Consumer<String> say) {
    try {
      if (traces.context() != null) {
        leave(traces.context(), say);
      } else if (traces.operator() != null) {
        new Processes().kill(traces.operator());
      }
    } finally {
      RealComponents.attach(files.run()).endAll();
    }
    FileTree.remove(files.run().path());
  }

  private void leave(KubeContext context, Consumer<String> say) {
    if (traces.operator() != null) {
      new Processes().stop(traces.operator(), PATIENCE);
    }
    NamedCluster cluster = NamedCluster.open(context);
    try (var admin = cluster.admin()) {
      ClusterGuest guest = new ClusterGuest(admin, Cast.guestIn(context), InstantSource.system());
      Departure.of(guest, traces.installedCrds()).forEach(say);
    }
  }
}
