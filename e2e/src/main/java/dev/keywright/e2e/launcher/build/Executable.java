package dev.keywright.e2e.launcher.build;

import java.nio.file.Path;

/**
 * What to run for a component.
 *
 * @param path the binary; for moto the Python of its environment
 * @param edition which build of it
 */
public record Executable(Path path, Edition edition) {
  /** Vault can be built with less in it; everything else is full. */
  public enum Edition {
    FULL,
    MINIMAL
  }
}
