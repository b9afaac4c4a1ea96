package dev.keywright.provider.spi;

import java.util.List;
import java.util.Optional;

/**
 * The canonical name of an object in a store.
 *
 * @param mount overrides the store's own mount, for stores that have mounts; empty otherwise
 * @param path without leading or trailing slash, without empty, {@code .} or {@code ..} segments
 *     and without percent signs, so that a pattern that allows a path cannot be walked around; see
 *     {@link #problemOf}
 */
public record SecretPath(Optional<String> mount, String path) {
  /**
   * Objects under this first segment are Keywright's own (pending slots, owner marks): never read
   * for a policy, never found.
   */
  public static final String RESERVED = ".keywright";

  public SecretPath {
    problemOf(path)
        .or(() -> mount.flatMap(SecretPath::problemOf))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** A path on the store's own mount. */
  public static SecretPath of(String path) {
    return new SecretPath(Optional.empty(), path);
  }

  /**
   * What keeps {@code path} from being canonical, as a sentence for people; empty when it is fine.
   */
  public static Optional<String> problemOf(String path) {
    if (path.isEmpty() || path.length() > 512) {
      return Optional.of("a path must have 1 to 512 characters");
    }
    if (path.contains("%")) {
      return Optional.of("a path must not contain a percent sign");
    }
    if (path.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return Optional.of("a path must not contain control characters");
    }
    for (String segment : List.of(path.split("/", -1))) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.of(
            "a path must not have empty, \".\" or \"..\" segments or a slash at its ends");
      }
    }
    return Optional.empty();
  }

  /** Whether this is one of Keywright's own objects. */
  public boolean isReserved() {
    return path.equals(RESERVED) || path.startsWith(RESERVED + "/");
  }

  @Override
  public String toString() {
    return mount.map(name -> name + ":" + path).orElse(path);
  }
}
