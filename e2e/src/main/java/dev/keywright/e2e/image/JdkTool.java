package dev.keywright.e2e.image;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;

/** The tools of the JDK that this program runs on. */
final class JdkTool {
  private JdkTool() {}

  /**
   * Runs a tool to its end.
   *
   * @return what it printed
   * @throws LauncherFailure when it fails, or when this is a runtime without it
   */
  static String run(String name, List<String> arguments) {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(
                () ->
                    new LauncherFailure(
                        "this Java has no %s: set JAVA_HOME to a complete JDK 25, for instance temurin-25-jdk"
                            .formatted(name)));
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int exit =
        tool.run(
            new PrintWriter(output), new PrintWriter(errors), arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new LauncherFailure(name + " failed: " + (errors + " " + output).strip());
    }
    return output.toString();
  }
}
