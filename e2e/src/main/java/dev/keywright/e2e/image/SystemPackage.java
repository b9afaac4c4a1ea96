package dev.keywright.e2e.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Debian package that files of the image come from. Its record and its licence go into the image,
 * at the places where vulnerability scanners and people look for them.
 *
 * @param name without the architecture
 * @param status what dpkg knows: version, source, maintainer
 */
record SystemPackage(String name, String status) {
  /** The packages of the files, by name; empty on a machine without dpkg. */
  static List<SystemPackage> of(Collection<Path> files) {
    SortedMap<String, SystemPackage> packages = new TreeMap<>();
    for (Path file : files) {
      owner(file)
          .flatMap(SystemPackage::describe)
          .ifPresent(found -> packages.put(found.name(), found));
    }
    return List.copyOf(packages.values());
  }

  /** The licences of what is in the package. */
  Path licence() {
    return Path.of("/usr/share/doc", name, "copyright");
  }

  /** A package owns a path as it was before {@code /lib} became a link to {@code /usr/lib}. */
  private static Optional<String> owner(Path file) {
    Path other =
        file.startsWith("/usr")
            ? Path.of("/").resolve(Path.of("/usr").relativize(file))
            : Path.of("/usr" + file);
    return search(file).or(() -> search(other));
  }

  /** The first word of {@code libc6:amd64: /lib/x86_64-linux-gnu/libc.so.6}. */
  private static Optional<String> search(Path file) {
    return MachineQuery.output(List.of("dpkg-query", "--search", file.toString()))
        .flatMap(output -> output.lines().findFirst())
        .map(line -> line.substring(0, line.indexOf(": ")));
  }

  private static Optional<SystemPackage> describe(String owner) {
    return MachineQuery.output(List.of("dpkg-query", "--status", owner))
        .map(status -> new SystemPackage(owner.replaceFirst(":.*", ""), status))
        .filter(found -> Files.isReadable(found.licence()));
  }
}
