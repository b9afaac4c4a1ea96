package dev.keywright.e2e.launcher.model;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder outside the source tree that holds built executables and the state of runs.
 *
 * @param path an absolute path; need not exist yet
 */
public record CacheFolder(Path path) {
  public CacheFolder {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * {@code KEYWRIGHT_CACHE}, else {@code XDG_CACHE_HOME/keywright}, else {@code
   * ~/.cache/keywright}.
   */
  public static CacheFolder of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("KEYWRIGHT_CACHE", "");
    if (!own.isEmpty()) {
      return new CacheFolder(Path.of(own));
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = shared.isEmpty() ? home.resolve(".cache") : Path.of(shared);
    return new CacheFolder(base.resolve("keywright"));
  }

  /** The folder of this user on this machine. */
  public static CacheFolder current() {
    return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /** Where the run directories are. */
  public Path runs() {
    return path.resolve("runs");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
