package dev.keywright.e2e.tool;

import dev.keywright.e2e.launcher.build.ClientTools;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.nio.file.Path;
import java.util.function.Function;

/** Where the binaries are, built when they are missing. */
final class Tools {
  private Tools() {}

  static Path find(Function<ClientTools, Path> which) {
    try (ConsoleProgress progress = ConsoleProgress.onStandardError()) {
      return which.apply(new ClientTools(Checkout.current(), CacheFolder.current(), progress));
    }
  }
}
