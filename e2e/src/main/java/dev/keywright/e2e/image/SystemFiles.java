package dev.keywright.e2e.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The little of an operating system that a Java runtime needs: the C library, a user, how to look
 * up names, and what all of it is.
 */
final class SystemFiles {
  private static final Map<String, String> WRITTEN =
      Map.of(
          "/etc/passwd",
          """
          root:x:0:0:root:/:/sbin/nologin
          nonroot:x:%1$d:%1$d:nonroot:/:/sbin/nologin
          """
              .formatted(ImageLayout.UID),
          "/etc/group",
          """
          root:x:0:
          nonroot:x:%d:
          """
              .formatted(ImageLayout.UID),
          "/etc/nsswitch.conf",
          """
          passwd: files
          group: files
          hosts: files dns
          """);

  private SystemFiles() {}

  /**
   * Collects them.
   *
   * @param libraries as {@link SystemLibraries} finds them
   * @param folder an empty folder for those that are written here
   * @return the source of each, by its path in the image
   */
  static SortedMap<Path, Path> collect(Collection<Path> libraries, Path folder) {
    SortedMap<Path, Path> files = new TreeMap<>();
    libraries.forEach(library -> files.put(library, library));
    WRITTEN.forEach((path, text) -> put(files, folder, path, text));
    if (Files.isReadable(Path.of("/etc/os-release"))) {
      files.put(Path.of("/etc/os-release"), Path.of("/etc/os-release"));
    }
    for (SystemPackage owner : SystemPackage.of(libraries)) {
      put(files, folder, "/var/lib/dpkg/status.d/" + owner.name(), owner.status());
      files.put(owner.licence(), owner.licence());
    }
    // Netty warns when it is absent. Nothing is written there.
    files.put(Path.of("/tmp"), emptyFolder(folder));
    return files;
  }

  private static void put(SortedMap<Path, Path> files, Path folder, String path, String text) {
    Path file = folder.resolve(path.substring(1));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.put(Path.of(path), file);
  }

  private static Path emptyFolder(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
