package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.Processes;
import dev.keywright.e2e.launcher.start.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Operators that outlive a demo that was killed (SIGKILL). The launcher ends the components of such
 * a run; the operator is the demo's own.
 */
public final class KilledDemos {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private KilledDemos() {}

  /** Ends them. */
  public static void end(CacheFolder cache) {
    Processes processes = new Processes();
    abandoned(cache).stream()
        .flatMap(run -> new DemoFiles(run).traces().stream())
        .map(DemoFiles.Traces::operator)
        .filter(Objects::nonNull)
        .forEach(operator -> processes.stop(operator, PATIENCE));
  }

  private static List<RunDirectory> abandoned(CacheFolder cache) {
    if (!Files.isDirectory(cache.runs())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(cache.runs())) {
      return folders
          .map(RunDirectory::new)
          .filter(folder -> Run.find(folder).filter(Run::isAbandoned).isPresent())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
