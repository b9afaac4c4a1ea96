package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.start.ComponentControl;
import dev.keywright.e2e.launcher.start.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cleans up after launchers that were killed: ends the processes that they recorded (by pid and
 * start time), removes their data, and keeps the logs of the last few runs. Launchers that start at
 * the same time may clean up the same run: each finishes what the other has left.
 */
final class Leftovers {
  private static final int KEPT = 3;

  private final CacheFolder cache;

  Leftovers(CacheFolder cache) {
    this.cache = cache;
  }

  void end() {
    if (!Files.isDirectory(cache.runs())) {
      return;
    }
    List<Run> abandoned =
        directories().stream()
            .flatMap(directory -> Run.find(directory).stream())
            .filter(Run::isAbandoned)
            .toList();
    for (Run run : abandoned) {
      new ComponentControl(run).close();
      removeData(run.directory());
      if (run.owner().isEmpty()) {
        FileTree.remove(run.directory().path());
      }
    }
    abandoned.stream().skip(KEPT).forEach(run -> FileTree.remove(run.directory().path()));
  }

  /** Removes keys, tokens and data; logs and the record of the run stay. */
  static void removeData(RunDirectory directory) {
    FileTree.remove(directory.path().resolve("data"));
    FileTree.remove(directory.path().resolve("config"));
    FileTree.remove(directory.path().resolve("kubeconfig"));
    FileTree.remove(directory.pki());
    FileTree.remove(directory.factsFile());
  }

  /** Newest first: names begin with the time. */
  private List<RunDirectory> directories() {
    try (Stream<Path> folders = Files.list(cache.runs())) {
      return folders
          .filter(Files::isDirectory)
          .sorted(Comparator.reverseOrder())
          .map(RunDirectory::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
