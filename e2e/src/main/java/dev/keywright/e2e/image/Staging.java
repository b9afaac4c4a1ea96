package dev.keywright.e2e.image;

import dev.keywright.e2e.launcher.model.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
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
      return new Staging(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is {@link ImageLayout#HOME} in the image. */
  Path home() {
    return root.resolve(ImageLayout.LAUNCHERS.getFirst().name());
  }

  /** For files on the way. */
  Path scratch() {
    return root.resolve("scratch");
  }

  /**
   * Lays out jars, launchers and runtime, and gives every file the time that it has in the image.
   *
   * @param runtime is copied; of its programs only {@code java} stays
   */
  void fill(PackagedOperator operator, Path runtime) {
    try {
      Path input = Files.createDirectories(scratch().resolve("input"));
      Files.copy(operator.jar(), input.resolve(ImageLayout.jar(Path.of("")).getFileName()));
      Path libraries = Files.createDirectories(input.resolve("lib"));
      for (Path library : operator.libraries()) {
        Files.copy(library, libraries.resolve(library.getFileName()));
      }
      for (Path program : files(runtime.resolve("bin"))) {
        if (!program.endsWith("java")) {
          Files.delete(program);
        }
      }
      JdkTool.run("jpackage", packaging(input, runtime));
      settle();
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

  /** jpackage brings the JDK's own native launcher, which needs nothing but the C library. */
  private List<String> packaging(Path input, Path runtime) throws IOException {
    ImageLayout.Launcher first = ImageLayout.LAUNCHERS.getFirst();
    List<String> arguments = new ArrayList<>(List.of("--type", "app-image"));
    arguments.addAll(List.of("--name", first.name(), "--main-class", first.mainClass()));
    arguments.addAll(List.of("--input", input.toString()));
    arguments.addAll(List.of("--main-jar", ImageLayout.jar(Path.of("")).getFileName().toString()));
    arguments.addAll(List.of("--runtime-image", runtime.toString()));
    arguments.addAll(List.of("--dest", root.toString()));
    ImageLayout.launcherOptions()
        .forEach(option -> arguments.addAll(List.of("--java-options", option)));
    for (ImageLayout.Launcher more : ImageLayout.LAUNCHERS.stream().skip(1).toList()) {
      Path properties = scratch().resolve(more.name() + ".properties");
      Files.writeString(properties, "main-class=" + more.mainClass() + "\n");
      arguments.addAll(List.of("--add-launcher", more.name() + "=" + properties));
    }
    return arguments;
  }

  private void settle() throws IOException {
    for (Path file : files(home())) {
      String name = file.getFileName().toString();
      if (name.equals(".jpackage.xml") || name.endsWith(".png")) {
        Files.delete(file);
      } else {
        Files.setLastModifiedTime(file, FileTime.from(TIME));
      }
    }
  }
}
