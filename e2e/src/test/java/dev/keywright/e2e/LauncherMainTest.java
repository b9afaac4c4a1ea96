package dev.keywright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.launcher.model.Checkout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class LauncherMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<String> commands() {
    return LauncherMain.commands().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: ./run " + command + " ");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void scriptPassesOnEveryCommandAndNamesIt(String command) throws Exception {
    String script = Files.readString(Checkout.current().root().resolve("run"));

    assertThat(script).containsPattern("\n  " + command + " .*  [a-z]");
    assertThat(script).containsPattern("\\b" + command + " \\||\\| " + command + "\\)");
  }

  @Test
  void wrongFlagIsOneLine() {
    assertThat(execute("up", "--without", "vault")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("run: Unknown option: '--without' (see ./run up --help)");
  }

  private int execute(String... arguments) {
    CommandLine commands = LauncherMain.commands();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }
}
