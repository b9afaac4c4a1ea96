package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A registry for images that keeps them in memory. Built and cached like the components. */
public final class RegistryProgram {
  private static final GoProgram PROGRAM =
      new GoProgram(
          "registry",
          "registry",
          List.of("-trimpath", "-ldflags=-s -w"),
          "github.com/google/go-containerregistry/cmd/registry",
          Duration.ofSeconds(3));

  private RegistryProgram() {}

  public static Path findOrBuild() {
    try (ConsoleProgress progress = ConsoleProgress.onStandardError()) {
      return new GoBuild(
              Checkout.current(),
              new BuildCache(CacheFolder.current(), progress),
              progress,
              GoBuild.installedVersion())
          .findOrBuild(PROGRAM);
    }
  }
}
