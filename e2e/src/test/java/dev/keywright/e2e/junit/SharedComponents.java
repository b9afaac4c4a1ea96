package dev.keywright.e2e.junit;

import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.StartOptions;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.time.InstantSource;
import java.util.Set;

/**
 * The one set of real components of a JVM. What is not needed by the tests that run is not started.
 */
final class SharedComponents implements AutoCloseable {
  private final ConsoleProgress progress =
      new ConsoleProgress(System.err, false, InstantSource.system());
  private final RealComponents components;

  SharedComponents() {
    String run = System.getProperty("keywright.e2e.run", "");
    this.components =
        run.isEmpty() ? RealComponents.start(StartOptions.of(Set.of(), progress)) : attach(run);
  }

  RealComponents with(Set<Component> needed) {
    return components.require(needed);
  }

  @Override
  public void close() {
    components.close();
    progress.close();
  }

  private static RealComponents attach(String run) {
    RealComponents attached =
        RealComponents.attach(DetachedRun.named(run, CacheFolder.current(), Checkout.current()));
    if (attached.hasControlPlane()) {
      attached.installCrds();
    }
    return attached;
  }
}
