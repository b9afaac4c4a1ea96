package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.start.ComponentControl;
import dev.keywright.e2e.launcher.start.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cleans up after launchers that were killed: ends the processes that they recorded (by pid and
 * start time), removes their data, and keeps the logs of the last few runs.
 */
final class Leftovers {
  private static final int KEPT = 3;

  private final CacheFolder cache;

  Leftovers(CacheFolder cache) {
    this.cache = cache;
  }

  void end() {
    List<RunDirectory> ended =
        directories().stream()
            .filter(directory -> Run.find(directory).filter(Run::isAbandoned).isPresent())
            .toList();
    for (RunDirectory directory : ended) {
      new ComponentControl(Run.open(directory)).close();
      removeData(directory);
    }
    ended.stream().skip(KEPT).forEach(directory -> remove(directory.path()));
  }

  /** Removes keys, tokens and data; logs and the record of the run stay. */
  static void removeData(RunDirectory directory) {
    remove(directory.path().resolve("data"));
    remove(directory.path().resolve("config"));
    remove(directory.path().resolve("kubeconfig"));
    remove(directory.pki());
    remove(directory.factsFile());
    remove(directory.environmentFile());
  }

  static void remove(Path tree) {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Nothing to remove, or another launcher removes it too.
    } catch (UncheckedIOException e) {
      // The walk itself wraps what it meets: here again, another launcher may be removing it too.
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Newest first: names begin with the time. */
  private List<RunDirectory> directories() {
    if (!Files.isDirectory(cache.runs())) {
      return List.of();
    }
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
