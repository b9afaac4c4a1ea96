package dev.keywright.e2e.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.model.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code run} itself, copied into a tree of its own, with a JDK and a Maven that only
 * tell how they were called.
 */
final class RunScriptTest {
  private static final String SYSTEM = "/usr/bin:/bin";

  private final Path folder;
  private final Path tree;
  private final Path tools;
  private final Path jdk;

  RunScriptTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.tree = Files.createDirectory(this.folder.resolve("tree"));
    this.tools = Files.createDirectory(this.folder.resolve("tools"));
    for (String source : List.of("pom.xml", "operator/pom.xml", "e2e/pom.xml", "e2e/src/A.java")) {
      Files.createDirectories(tree.resolve(source).getParent());
      Files.writeString(tree.resolve(source), "");
    }
    Files.createDirectories(tree.resolve("operator/src"));
    program(tree.resolve("run"), Files.readString(Checkout.current().root().resolve("run")));
    jdk = fakeJdk("jdk", "25.0.1");
    fakeMaven(
        "mkdir -p e2e/target; : > e2e/target/keywright-e2e.jar; echo libs > e2e/target/classpath");
  }

  @Test
  void missingMavenIsOneLineThatNamesThePackage() throws Exception {
    assertThat(run(Files.createDirectory(folder.resolve("empty")).toString(), jdk, "fast"))
        .isEqualTo(failed("run: mvn is missing: install the package maven"));
  }

  @Test
  void javaHomeThatIsNoJdkIsOneLine() throws Exception {
    Path nowhere = folder.resolve("nowhere");

    assertThat(run(toolsAndSystem(), nowhere, "fast"))
        .isEqualTo(
            failed("run: JAVA_HOME names " + nowhere + ", which is no JDK: correct or unset it"));
  }

  @Test
  void machineWithoutJdk25IsOneLineThatNamesThePackage() throws Exception {
    looksForJdksIn(Files.createDirectory(folder.resolve("jdks")));

    assertThat(run(tools.toString(), fakeJdk("old", "17.0.9"), "fast"))
        .isEqualTo(
            failed(
                "run: no JDK 25 found: install the package openjdk-25-jdk or temurin-25-jdk, or set JAVA_HOME to a JDK 25"));
  }

  @Test
  void jdkOfAnotherVersionIsPassedOver() throws Exception {
    looksForJdksIn(Files.createDirectory(folder.resolve("jdks")));
    Path found = fakeJdk("jdks/found", "25");
    fakeJdk("jdks/newer", "250");

    Outcome outcome = run(toolsAndSystem(), fakeJdk("old", "17.0.9"), "up");

    assertThat(outcome.out()).singleElement().asString().startsWith(found.toString());
  }

  @Test
  void missingGoIsOneLineBeforeAnyTestRuns() throws Exception {
    Outcome outcome = run(tools.toString(), jdk, "test");

    assertThat(outcome)
        .isEqualTo(
            failed(
                "run: go is missing: install the package golang-go (1.26 or newer), or Go from go.dev/dl"));
    assertThat(mavenCalls()).isEmpty();
  }

  @Test
  void missingPythonIsOneLineBeforeAnyTestRuns() throws Exception {
    program(tools.resolve("go"), "#!/bin/sh\n");

    assertThat(run(tools.toString(), jdk, "test"))
        .isEqualTo(
            failed("run: python3 is missing: install the packages python3 and python3-venv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"demonstrate", "--only", "tests"})
  void unknownCommandIsOneLine(String command) throws Exception {
    assertThat(run(toolsAndSystem(), jdk, command))
        .isEqualTo(failed("run: unknown command " + command + ": ./run --help lists all"));
  }

  @Test
  void unknownArgumentOfTheTestsIsOneLine() throws Exception {
    assertThat(run(toolsAndSystem(), jdk, "fast", "FooTest"))
        .isEqualTo(failed("run: unknown argument FooTest: there is only --only PATTERN"));
  }

  @Test
  void helpHasOneLineForEachCommand() throws Exception {
    Outcome help = run(toolsAndSystem(), jdk, "--help");

    assertThat(help.exit()).isZero();
    assertThat(help.out().stream().filter(line -> line.matches("  [a-z].*")))
        .extracting(line -> line.strip().split(" ")[0])
        .containsExactly(
            "demo",
            "test",
            "fast",
            "bench",
            "image",
            "install",
            "up",
            "down",
            "env",
            "logs",
            "kill",
            "restart",
            "keywright",
            "crds");
  }

  @Test
  void worksFromAnyFolderAndThroughLinks() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("else/where"));
    Path first = Files.createSymbolicLink(folder.resolve("else/first"), Path.of("../tree/run"));
    Path second = Files.createSymbolicLink(elsewhere.resolve("second"), first);

    for (Path script : List.of(tree.resolve("run"), first, second, Path.of("second"))) {
      Outcome outcome = run(elsewhere, toolsAndSystem(), jdk, script, "env");

      assertThat(outcome.out())
          .as("called as %s", script)
          .singleElement()
          .asString()
          .contains(" in " + tree + " ")
          .endsWith("dev.keywright.e2e.LauncherMain env");
    }
  }

  @Test
  void buildsOnlyWhenASourceIsNewer() throws Exception {
    run(toolsAndSystem(), jdk, "up");
    run(toolsAndSystem(), jdk, "up", "vault");
    assertThat(mavenCalls()).hasSize(1);

    Files.setLastModifiedTime(
        tree.resolve("e2e/src/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    run(toolsAndSystem(), jdk, "up");
    assertThat(mavenCalls()).hasSize(2);
  }

  @Test
  void standardOutputHoldsOnlyWhatTheLauncherPrints() throws Exception {
    Outcome first = run(toolsAndSystem(), jdk, "env");

    assertThat(first.exit()).isZero();
    assertThat(first.out()).singleElement().asString().contains("LauncherMain env");
    assertThat(first.err()).contains("noise of maven");
  }

  @Test
  void treeThatDoesNotCompileCanStillBeEnded() throws Exception {
    run(toolsAndSystem(), jdk, "up");
    fakeMaven("exit 1");
    Files.setLastModifiedTime(
        tree.resolve("e2e/src/A.java"), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(run(toolsAndSystem(), jdk, "up").exit()).isEqualTo(2);
    assertThat(run(toolsAndSystem(), jdk, "down").exit()).isZero();
  }

  @Test
  void exitCodeIsThatOfTheLauncher() throws Exception {
    assertThat(run(toolsAndSystem(), jdk, "up", "exit-7").exit()).isEqualTo(7);
  }

  private Outcome run(String path, Path javaHome, String... arguments) throws Exception {
    return run(folder, path, javaHome, tree.resolve("run"), arguments);
  }

  private Outcome run(Path from, String path, Path javaHome, Path script, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    return Outcome.of(builder.directory(from.toFile()), folder);
  }

  private static Outcome failed(String line) {
    return new Outcome(2, List.of(), List.of(line));
  }

  private String toolsAndSystem() {
    return tools + ":" + SYSTEM;
  }

  private List<String> mavenCalls() throws IOException {
    Path calls = folder.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** The places where the script looks are all of a machine; here they are one folder. */
  private void looksForJdksIn(Path places) throws IOException {
    String script = Files.readString(tree.resolve("run"));
    String ofAnyMachine = "/usr/lib/jvm/* /opt/* ";
    assertThat(script).contains(ofAnyMachine);
    program(tree.resolve("run"), script.replace(ofAnyMachine, places + "/* "));
  }

  private void fakeMaven(String effect) throws IOException {
    program(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        echo noise of maven
        echo "$*" >> %s
        %s
        """
            .formatted(folder.resolve("maven-calls"), effect));
  }

  private Path fakeJdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    program(home.resolve("bin/javac"), "#!/bin/sh\n");
    program(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        case "$*" in
          -version) echo 'openjdk version "%s" 2026-01-20' >&2 ;;
          *exit-7) exit 7 ;;
          *) echo "%s in $PWD runs $*" ;;
        esac
        """
            .formatted(version, home));
    return home;
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
