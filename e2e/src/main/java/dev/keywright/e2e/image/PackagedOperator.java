package dev.keywright.e2e.image;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The operator as the build packages it.
 *
 * @param jar the runnable jar
 * @param libraries exactly those that its manifest names, in that order
 * @param version of the operator
 * @param created the build's fixed time stamp, which the build writes into the jar
 */
record PackagedOperator(Path jar, List<Path> libraries, String version, Instant created) {
  PackagedOperator {
    libraries = List.copyOf(libraries);
  }

  /**
   * The one of a source tree.
   *
   * @throws LauncherFailure when it is not packaged
   */
  static PackagedOperator of(Checkout checkout) {
    Path folder = checkout.root().resolve("operator/target");
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      return read(
          files
              .filter(PackagedOperator::isOperator)
              .findFirst()
              .orElseThrow(
                  () ->
                      new LauncherFailure(
                          "there is no packaged operator in "
                              + folder
                              + ": run mvn package -DskipTests")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PackagedOperator read(Path jar) {
    try (JarFile content = new JarFile(jar.toFile())) {
      Attributes manifest = content.getManifest().getMainAttributes();
      return new PackagedOperator(
          jar,
          Stream.of(manifest.getValue(Attributes.Name.CLASS_PATH).split(" "))
              .map(jar::resolveSibling)
              .toList(),
          manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION),
          content.getEntry(JarFile.MANIFEST_NAME).getLastModifiedTime().toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOperator(Path file) {
    return file.getFileName().toString().matches("keywright-operator-[^-]*(-SNAPSHOT)?\\.jar");
  }
}
