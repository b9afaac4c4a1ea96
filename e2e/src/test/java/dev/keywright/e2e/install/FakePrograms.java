package dev.keywright.e2e.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Programs that write down how they are called. */
record FakePrograms(Path folder) {
  /** A program that prints a line and ends with this code. */
  void put(String name, String line, int exitCode) {
    String script =
        """
        #!/bin/sh
        echo "%1$s $*" >> "%2$s"
        echo "%3$s"
        exit %4$d
        """
            .formatted(name, calls(), line, exitCode);
    try {
      Path file = Files.writeString(folder.resolve(name), script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each call in order: the name and the arguments. */
  List<String> seen() {
    try {
      return Files.exists(calls()) ? Files.readAllLines(calls()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProgramPath path() {
    return new ProgramPath("/nowhere:" + folder);
  }

  private Path calls() {
    return folder.resolve("calls");
  }
}
