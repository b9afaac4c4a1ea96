package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Results of builds, each in a folder named by its {@link CacheKey} and complete once it has its
 * key file. Two launchers never make the same result at the same time: the second waits and then
 * finds it.
 */
final class BuildCache {
  private static final String KEY_FILE = "key.json";
  private static final Duration LOCK_POLL = Duration.ofMillis(250);

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
   * empty before.
   */
  Path findOrMake(String name, CacheKey key, Maker maker) {
    return find(name, key)
        .orElseGet(
            () -> {
              Path folder = folder(name, key);
              try (FileChannel channel = openLockFile(folder);
                  FileLock lock = acquire(channel, name)) {
                return find(name, key).orElseGet(() -> make(folder, key, maker));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static Path make(Path folder, CacheKey key, Maker maker) {
    try {
      deleteTree(folder);
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

  private static FileChannel openLockFile(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    return FileChannel.open(
        folder.resolveSibling(folder.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  private FileLock acquire(FileChannel channel, String name) throws IOException {
    boolean said = false;
    for (FileLock lock = tryLock(channel); ; lock = tryLock(channel)) {
      if (lock != null) {
        return lock;
      }
      if (!said) {
        progress.say("another launcher makes " + name + "; waiting for it");
        said = true;
      }
      LockSupport.parkNanos(LOCK_POLL.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while waiting for " + name);
      }
    }
  }

  /** Null when another process, or another thread of this one, holds the lock. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
