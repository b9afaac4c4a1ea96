package dev.keywright.e2e.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where programs are looked for.
 *
 * @param value folders, as the variable PATH lists them
 */
record ProgramPath(String value) {
  static ProgramPath ofThisProcess() {
    return new ProgramPath(System.getenv().getOrDefault("PATH", ""));
  }

  /** The first program of that name. */
  Optional<Path> find(String name) {
    return Stream.of(value.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Those of the names for which there is one. */
  Set<String> present(List<String> names) {
    return names.stream()
        .filter(name -> find(name).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }
}
