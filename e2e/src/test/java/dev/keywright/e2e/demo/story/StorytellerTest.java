package dev.keywright.e2e.demo.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.demo.screen.Screen;
import dev.keywright.e2e.demo.stage.DemoFiles;
import dev.keywright.e2e.demo.stage.Stage;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class StorytellerTest {
  private static final Stage STAGE =
      new Stage(
          null, null, null, null, null, new DemoFiles(new RunDirectory(Path.of("/run"))), null);
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void tellsTheStepsInTheirOrder() {
    List<Instant> ends =
        tell(step("one", told -> told.say("first")), step("two", told -> told.say("second")));

    assertThat(ends).containsExactly(NOW, NOW);
    assertThat(printed().lines())
        .containsExactly("", "1/2  one", "   first", "", "2/2  two", "   second");
  }

  @Test
  void endsAtTheFirstStepThatFailsAndSaysAllAboutIt() {
    List<Instant> ends =
        tell(
            step("one", told -> {}),
            step(
                "two",
                told -> {
                  throw new StepFailed("a Secret", "no Secret");
                }),
            step("three", told -> told.say("never")));

    assertThat(ends).hasSize(1);
    assertThat(printed().lines())
        .containsExactly(
            "",
            "1/3  one",
            "",
            "2/3  two",
            "   ✗ this step failed after 0.0 s",
            "     expected  a Secret",
            "     seen      no Secret",
            "     logs      /run/logs");
  }

  @Test
  void aCallThatFailsIsAStepThatFails() {
    List<Instant> ends =
        tell(
            step(
                "one",
                told -> {
                  throw new LauncherFailure("vault is not ready");
                }));

    assertThat(ends).isEmpty();
    assertThat(printed()).contains("seen      vault is not ready");
  }

  @Test
  void aMistakeOfTheDemoIsNotHidden() {
    assertThatThrownBy(
            () ->
                tell(
                    step(
                        "one",
                        told -> {
                          throw new IllegalStateException("a mistake");
                        })))
        .hasMessage("a mistake");
  }

  private List<Instant> tell(Step... steps) {
    Screen screen = new Screen(new PrintStream(bytes, true, UTF_8), false);
    return new Storyteller(screen, InstantSource.fixed(NOW), List.of(steps)).tell(STAGE);
  }

  private static Step step(String title, Consumer<Telling> play) {
    return new Step() {
      @Override
      public String title() {
        return title;
      }

      @Override
      public Duration patience() {
        return Duration.ofSeconds(1);
      }

      @Override
      public void play(Stage stage, Telling telling) {
        play.accept(telling);
      }
    };
  }

  private String printed() {
    return bytes.toString(UTF_8);
  }
}
