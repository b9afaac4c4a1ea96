package dev.keywright.e2e.image;

import dev.keywright.e2e.launcher.model.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The operator and its runtime, laid out on this machine as in the image.
 *
 * @param root removed with all that is in it when the image is written
 */
record Staging(Path root) {
  /** The time stamp of every file in the image, so that equal files make equal layers. */
  static final Instant TIME = Instant.ofEpochSecond(1);

  static Staging create(Path parent) {
    try {
      Path root = Files.createTempDirectory(Files.createDirectories(parent), "staging");
      Files.createDirectories(root.resolve("scratch"));
      Files.createDirectories(root.resolve("home"));
      return new Staging(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is {@link ImageLayout#HOME} in the image. */
  Path home() {
    return root.resolve("home");
  }

  /** For files on the way. */
  Path scratch() {
    return root.resolve("scratch");
  }

  /**
   * Adds the jars, and gives every file the time that it has in the image. Of the runtime's
   * programs only {@code java} stays.
   */
  void add(PackagedOperator operator) {
    try {
      Files.copy(operator.jar(), ImageLayout.jar(home()));
      Files.createDirectories(ImageLayout.libraries(home()));
      for (Path library : operator.libraries()) {
        Files.copy(library, ImageLayout.libraries(home()).resolve(library.getFileName()));
      }
      for (Path program : files(ImageLayout.runtime(home()).resolve("bin"))) {
        if (!program.endsWith("java")) {
          Files.delete(program);
        }
      }
      for (Path file : files(home())) {
        Files.setLastModifiedTime(file, FileTime.from(TIME));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files below a folder; those that are links count as what they lead to. */
  List<Path> files(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove() {
    FileTree.remove(root);
  }

  /** The files of {@link #home}, each under its path in the image. */
  static SortedMap<Path, Path> placed(Collection<Path> files, Path home) {
    SortedMap<Path, Path> placed = new TreeMap<>();
    files.forEach(file -> placed.put(ImageLayout.HOME.resolve(home.relativize(file)), file));
    return placed;
  }
}
