package dev.keywright.e2e.launcher.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The source tree that the launcher works for.
 *
 * @param root the folder that holds the parent {@code pom.xml}
 */
public record Checkout(Path root) {
  public Checkout {
    root = root.toAbsolutePath().normalize();
  }

  /** Finds the tree from a folder inside it, usually the working directory. */
  public static Checkout around(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("e2e/tools/etcd"))) {
        return new Checkout(at);
      }
    }
    throw new LauncherFailure(
        "there is no Keywright source tree around " + folder + "; run this inside one");
  }

  /**
   * The tree that the system property {@code keywright.root} names, else the one around the working
   * directory.
   */
  public static Checkout current() {
    String named = System.getProperty("keywright.root", "");
    return named.isEmpty() ? around(Path.of("")) : around(Path.of(named));
  }

  /** The folder with the pinned sources of one tool. */
  public Path tool(String name) {
    return root.resolve("e2e/tools").resolve(name);
  }

  /** The generated CRD files, sorted by name; empty before they are generated. */
  public List<Path> crds() {
    Path folder = root.resolve("crds");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
