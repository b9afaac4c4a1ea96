package dev.keywright.e2e.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The Java runtime of the image: the modules of this JDK that the operator needs. */
final class JavaRuntime {
  /** What jdeps sees in libraries, but only in code that never runs here. */
  static final Map<String, String> LEFT_OUT =
      Map.of(
          "java.desktop",
          "java.beans, which Jackson, SnakeYAML and Micrometer use only where it is present",
          "java.compiler",
          "Vert.x compiles verticles from source, Error Prone has annotations about modifiers");

  private JavaRuntime() {}

  /** Links it into {@code folder}, which must not exist. */
  static void link(PackagedOperator operator, Path folder) {
    JdkTool.run(
        "jlink",
        List.of(
            "--add-modules",
            String.join(",", modules(dependencies(operator))),
            "--no-header-files",
            "--no-man-pages",
            // The layer is compressed as a whole; in the image, compressed classes load more
            // slowly.
            "--compress=zip-0",
            "--output",
            folder.toString()));
  }

  /**
   * The modules for what jdeps prints.
   *
   * @param printed module names separated by commas
   */
  static SortedSet<String> modules(String printed) {
    SortedSet<String> modules = new TreeSet<>(List.of(printed.strip().split(",")));
    modules.removeAll(LEFT_OUT.keySet());
    return modules;
  }

  private static String dependencies(PackagedOperator operator) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--multi-release=" + Runtime.version().feature(),
                "--ignore-missing-deps",
                "--print-module-deps",
                "--class-path",
                String.join(
                    System.getProperty("path.separator"),
                    operator.libraries().stream().map(Path::toString).toList()),
                operator.jar().toString()));
    operator.libraries().forEach(library -> arguments.add(library.toString()));
    String printed = JdkTool.run("jdeps", arguments);
    return printed.lines().filter(line -> line.startsWith("java.base")).findFirst().orElse(printed);
  }
}
