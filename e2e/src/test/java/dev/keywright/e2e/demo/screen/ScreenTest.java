package dev.keywright.e2e.demo.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void colourIsForTerminalsWithoutNoColor() {
    assertThat(Screen.isColourWanted(true, Map.of())).isTrue();
    assertThat(Screen.isColourWanted(true, Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Screen.isColourWanted(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Screen.isColourWanted(false, Map.of())).isFalse();
  }

  @Test
  void withoutColourThereIsNotOneEscapeCharacter() {
    tellEverything(new Screen(out, false));

    assertThat(printed()).doesNotContain("\u001b").contains("✓ good", "✗ bad", "$ kubectl get");
  }

  @Test
  void colourChangesNothingButColour() {
    tellEverything(new Screen(out, false));
    String plain = printed();
    bytes.reset();
    tellEverything(new Screen(out, true));

    assertThat(printed()).contains("\u001b[32m✓\u001b[0m good");
    assertThat(printed().replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(plain);
  }

  @Test
  void breaksLongTextAtSpacesUnderItsLabel() {
    assertThat(Screen.wrap("one two three", 7)).containsExactly("one two", "three");
    assertThat(Screen.wrap("incomprehensibilities are", 7))
        .containsExactly("incomprehensibilities", "are");

    new Screen(out, false).fact("why", "word ".repeat(30).strip());

    assertThat(printed().lines())
        .hasSize(2)
        .allMatch(line -> line.length() <= 100)
        .last()
        .asString()
        .startsWith(" ".repeat(10) + "word");
  }

  @Test
  void afterTheLastLineNothingIsPrinted() {
    Screen screen = new Screen(out, false);
    screen.lastLine("the last");
    screen.good("too late");

    assertThat(printed().lines()).containsExactly("the last");
  }

  private String printed() {
    return bytes.toString(UTF_8);
  }

  private static void tellEverything(Screen screen) {
    screen.heading("heading");
    screen.line("line");
    screen.fact("fact", "text");
    screen.sentence("sentence");
    screen.command("kubectl get");
    screen.block("a\nb\n");
    screen.good("good");
    screen.bad("bad");
  }
}
