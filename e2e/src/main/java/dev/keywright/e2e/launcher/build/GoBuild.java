package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds Go programs into the cache. A build that was interrupted goes on where it stopped, because
 * Go keeps what it has compiled. Not for concurrent use: two builds at once only make both slow.
 */
final class GoBuild {
  /** The oldest Go that the pinned modules accept. */
  static final String OLDEST_GO = "1.26";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("GOTOOLCHAIN", "local", "CGO_ENABLED", "0");
  private static final Pattern VERSION = Pattern.compile("go(\\d+)\\.(\\d+).*");

  private final Checkout checkout;
  private final BuildCache cache;
  private final Progress progress;
  private final Optional<String> goVersion;

  GoBuild(Checkout checkout, BuildCache cache, Progress progress, Optional<String> goVersion) {
    this.checkout = checkout;
    this.cache = cache;
    this.progress = progress;
    this.goVersion = goVersion;
  }

  /** What {@code go env GOVERSION} says, for example {@code go1.26.8}; empty without Go. */
  static Optional<String> installedVersion() {
    return ToolCommand.firstLine(List.of("go", "env", "GOVERSION"), ENVIRONMENT);
  }

  /** Whether a version as {@link #installedVersion} gives it can build the pinned modules. */
  static boolean isNewEnough(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches()
        && (Integer.parseInt(matcher.group(1)) > 1 || Integer.parseInt(matcher.group(2)) >= 26);
  }

  /** The executable, if it was built before. */
  Optional<Path> find(GoProgram program) {
    String inputs = key(program, "").inputs();
    Optional<Path> folder =
        goVersion.isPresent()
            ? cache.find(program.name(), key(program, goVersion.get()))
            : cache.findByInputs(program.name(), inputs);
    return folder.map(found -> found.resolve(program.name()));
  }

  /** The executable, built now if it was not before. */
  Path findOrBuild(GoProgram program) {
    return find(program)
        .orElseGet(
            () ->
                cache
                    .findOrMake(
                        program.name(),
                        key(program, requireGo(program)),
                        folder -> build(program, folder))
                    .resolve(program.name()));
  }

  private void build(GoProgram program, Path folder) {
    Path partial = folder.resolve(program.name() + ".partial");
    try (Progress.Task task = progress.begin("building " + program.name(), program.expected())) {
      ToolCommand.run(
          "go build of " + program.name(),
          program.command(partial.toString()),
          checkout.tool(program.module()),
          ENVIRONMENT,
          folder.resolveSibling("build.log"));
      Files.move(partial, folder.resolve(program.name()));
      task.succeeded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String requireGo(GoProgram program) {
    return goVersion
        .filter(GoBuild::isNewEnough)
        .orElseThrow(() -> new LauncherFailure(missing(program.name(), goVersion)));
  }

  /** One line for a machine whose Go is missing or too old. */
  static String missing(String wanted, Optional<String> goVersion) {
    return "Go %s or newer is needed to build %s (%s): install the package golang-go, or Go from go.dev/dl"
        .formatted(
            OLDEST_GO,
            wanted,
            goVersion.map(found -> "found " + found).orElse("go is not on PATH"));
  }

  CacheKey key(GoProgram program, String version) {
    Path module = checkout.tool(program.module());
    return CacheKey.of(
        List.of(read(module.resolve("go.mod")), read(module.resolve("go.sum"))),
        program.command("OUTPUT"),
        version);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
