package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Programs that only tests of the installation need; built and cached like the components. */
public final class TestTools {
  private static final GoProgram HELM =
      new GoProgram(
          "helm",
          "helm",
          List.of("-p", "2", "-trimpath", "-ldflags=-s -w"),
          "helm.sh/helm/v3/cmd/helm",
          Duration.ofSeconds(110));

  private static final GoProgram REGISTRY =
      new GoProgram(
          "registry",
          "registry",
          List.of("-trimpath", "-ldflags=-s -w"),
          "github.com/google/go-containerregistry/cmd/registry",
          Duration.ofSeconds(3));

  private TestTools() {}

  public static Path helm() {
    return findOrBuild(HELM);
  }

  /** A registry for images, in memory. */
  public static Path registry() {
    return findOrBuild(REGISTRY);
  }

  private static Path findOrBuild(GoProgram program) {
    try (ConsoleProgress progress = ConsoleProgress.onStandardError()) {
      return new GoBuild(
              Checkout.current(),
              new BuildCache(CacheFolder.current(), progress),
              progress,
              GoBuild.installedVersion())
          .findOrBuild(program);
    }
  }
}
