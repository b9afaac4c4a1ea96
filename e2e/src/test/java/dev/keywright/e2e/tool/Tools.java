package dev.keywright.e2e.tool;

import dev.keywright.e2e.launcher.build.ClientTools;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/** Where the binaries are, built when they are missing. */
final class Tools {
  private Tools() {}

  static Path find(Function<ClientTools, Path> which) {
    ConsoleProgress progress = new ConsoleProgress(System.err, false, InstantSource.system());
    try {
      return which.apply(new ClientTools(Checkout.current(), CacheFolder.current(), progress));
    } finally {
      progress.close();
    }
  }
}
