package dev.keywright.e2e.image;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shared libraries of this machine that a Java runtime is linked to, the loader included. In
 * the image they have the same paths as here, which is where the loader looks.
 */
final class SystemLibraries {
  /** {@code name => path (address)} or {@code path (address)}. */
  private static final Pattern RESOLVED =
      Pattern.compile("\\s*(?:\\S+ => )?(/\\S+) \\(0x\\p{XDigit}+\\)");

  private static final Pattern ABSENT = Pattern.compile("\\s*(\\S+) => not found");

  /** What a C library older than glibc 2.34 opens by name to look up hosts and users. */
  private static final List<String> OPENED_LATER =
      List.of("libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2");

  private SystemLibraries() {}

  /**
   * Asks the loader of this machine.
   *
   * @return absolute paths
   * @throws LauncherFailure when this is no Linux machine, or one of the libraries is missing
   */
  static SortedSet<Path> of(Path runtime) {
    List<Path> binaries = binaries(runtime);
    List<String> command = new ArrayList<>(List.of("ldd"));
    binaries.forEach(binary -> command.add(binary.toString()));
    String output =
        MachineQuery.output(command)
            .orElseThrow(
                () ->
                    new LauncherFailure(
                        "ldd cannot be run: the image is built on Linux, with the package libc-bin"));
    SortedSet<Path> libraries = parse(output, runtime, names(binaries));
    libraries.addAll(openedLater(libraries));
    return libraries;
  }

  /**
   * Reads what ldd prints.
   *
   * @param runtime libraries below it are its own
   * @param own file names of those; the launcher adds their folder at run time, ldd does not
   */
  static SortedSet<Path> parse(String output, Path runtime, Set<String> own) {
    SortedSet<Path> libraries = new TreeSet<>();
    for (String line : output.lines().toList()) {
      Matcher resolved = RESOLVED.matcher(line);
      Matcher absent = ABSENT.matcher(line);
      if (resolved.matches()) {
        Path path = Path.of(resolved.group(1)).normalize();
        if (!path.startsWith(runtime.toAbsolutePath().normalize())) {
          libraries.add(path);
        }
      } else if (absent.matches() && !own.contains(absent.group(1))) {
        throw new LauncherFailure(
            "the Java runtime needs %s, which this machine has not: install the package that holds it"
                .formatted(absent.group(1)));
      }
    }
    return libraries;
  }

  private static List<Path> openedLater(Set<Path> libraries) {
    Optional<Path> libc = libraries.stream().filter(path -> path.endsWith("libc.so.6")).findFirst();
    return OPENED_LATER.stream()
        .flatMap(name -> libc.stream().map(path -> path.resolveSibling(name)))
        .filter(Files::exists)
        .toList();
  }

  private static List<Path> binaries(Path runtime) {
    try (Stream<Path> libraries = Files.walk(runtime.resolve("lib"));
        Stream<Path> programs = Files.list(runtime.resolve("bin"))) {
      return Stream.concat(
              programs, libraries.filter(file -> file.getFileName().toString().endsWith(".so")))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
  }
}
