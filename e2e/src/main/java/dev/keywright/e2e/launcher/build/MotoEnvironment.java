package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Python environment of its own that holds moto and all that it needs, at pinned versions. */
final class MotoEnvironment {
  /** How long the installation takes. */
  static final Duration EXPECTED = Duration.ofSeconds(30);

  private static final Pattern VERSION = Pattern.compile("Python 3\\.(\\d+).*");
  private static final int OLDEST_MINOR = 11;

  private final Path requirements;
  private final BuildCache cache;
  private final Progress progress;

  MotoEnvironment(Checkout checkout, BuildCache cache, Progress progress) {
    this.requirements = checkout.tool("moto").resolve("requirements.txt");
    this.cache = cache;
    this.progress = progress;
  }

  /** The Python interpreter of the environment, installed now if it was not before. */
  Path findOrInstall() {
    String version = requirePython();
    return cache.findOrMake("moto", key(version), this::install).resolve("bin/python");
  }

  private void install(Path folder) {
    Path log = folder.resolveSibling("install.log");
    try (Progress.Task task = progress.begin("installing moto", EXPECTED)) {
      createEnvironment(folder, log);
      ToolCommand.run(
          "pip install of moto",
          List.of(
              folder.resolve("bin/python").toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "-r",
              requirements.toString()),
          folder,
          Map.of(),
          log);
      task.succeeded();
    }
  }

  private static void createEnvironment(Path folder, Path log) {
    try {
      ToolCommand.run(
          "python3 -m venv",
          List.of("python3", "-m", "venv", folder.toString()),
          folder,
          Map.of(),
          log);
    } catch (LauncherFailure e) {
      throw new LauncherFailure(
          "python3 cannot make a virtual environment: install the package python3-venv", e);
    }
  }

  private CacheKey key(String version) {
    try {
      return CacheKey.of(
          List.of(Files.readAllBytes(requirements)), List.of("pip", "install"), version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String requirePython() {
    return pythonVersion()
        .filter(MotoEnvironment::isNewEnough)
        .orElseThrow(
            () ->
                new LauncherFailure(
                    "Python 3.%d or newer is needed for moto (%s): install the packages python3 and python3-venv"
                        .formatted(
                            OLDEST_MINOR,
                            pythonVersion()
                                .map(found -> "found " + found)
                                .orElse("python3 is not on PATH"))));
  }

  static boolean isNewEnough(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches() && Integer.parseInt(matcher.group(1)) >= OLDEST_MINOR;
  }

  private static Optional<String> pythonVersion() {
    return ToolCommand.firstLine(List.of("python3", "--version"), Map.of());
  }
}
