package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.process.LockFile;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Results of builds, each in a folder named by its {@link CacheKey} and complete once it has its
 * key file. Two launchers never make the same result at the same time: the second waits and then
 * finds it.
 */
final class BuildCache {
  private static final String KEY_FILE = "key.json";

  private final CacheFolder cache;
  private final Progress progress;

  BuildCache(CacheFolder cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /** Fills an empty folder; throws when it cannot. */
  interface Maker {
    void make(Path folder);
  }

  /** The folder of a complete result. */
  Optional<Path> find(String name, CacheKey key) {
    Path folder = folder(name, key);
    return Files.exists(folder.resolve(KEY_FILE)) ? Optional.of(folder) : Optional.empty();
  }

  /**
   * The folder of a complete result of these inputs by any version of the tool, for a machine
   * without the tool.
   */
  Optional<Path> findByInputs(String name, String inputs) {
    Path parent = cache.path().resolve(name);
    if (!Files.isDirectory(parent)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .filter(Files::isDirectory)
          .sorted(Comparator.reverseOrder())
          .filter(
              folder ->
                  JsonFile.read(folder.resolve(KEY_FILE), CacheKey.class)
                      .filter(key -> key.inputs().equals(inputs))
                      .isPresent())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder of the result, made now if need be. The maker works in the final place, which is
   * empty before; what a maker left behind that was interrupted is never found.
   */
  Path findOrMake(String name, CacheKey key, Maker maker) {
    return find(name, key)
        .orElseGet(
            () -> {
              Path folder = folder(name, key);
              try (LockFile lock =
                  LockFile.take(
                      folder.resolveSibling(folder.getFileName() + ".lock"),
                      () -> progress.say("another launcher makes " + name + "; waiting for it"))) {
                return find(name, key).orElseGet(() -> make(folder, key, maker));
              }
            });
  }

  private static Path make(Path folder, CacheKey key, Maker maker) {
    FileTree.remove(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    maker.make(folder);
    JsonFile.write(folder.resolve(KEY_FILE), key);
    return folder;
  }

  private Path folder(String name, CacheKey key) {
    return cache.path().resolve(name).resolve(key.hash());
  }
}
