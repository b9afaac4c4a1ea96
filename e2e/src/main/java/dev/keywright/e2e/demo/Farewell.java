package dev.keywright.e2e.demo;

import dev.keywright.e2e.demo.screen.Screen;
import dev.keywright.e2e.demo.stage.Stage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is said of a demo that goes on. */
final class Farewell {
  private final Screen screen;

  Farewell(Screen screen) {
    this.screen = screen;
  }

  /** How to look around, and how to end it. */
  void kept(Stage stage, boolean good) {
    String kubectl = stage.cast().kubectl() + " -n " + stage.cast().namespace();
    screen.heading(good ? "It goes on; try" : "It goes on, to look around");
    screen.command("export KUBECONFIG=" + stage.cluster().kubeconfig());
    screen.command(kubectl + " get keywright");
    screen.command(kubectl + " describe secpol orders");
    screen.command(
        kubectl
            + " annotate secpol orders --overwrite keywright.dev/rotate-requested-at=$(date -u +%Y-%m-%dT%H:%M:%SZ)");
    if (!isOnPath("kubectl")) {
      screen.sentence(
          "kubectl is missing: install kubernetes-client (Debian), kubectl (elsewhere)");
    }
    screen.sentence("It ends with:");
    screen.command("./run demo --stop");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
