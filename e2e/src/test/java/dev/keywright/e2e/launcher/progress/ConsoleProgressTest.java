package dev.keywright.e2e.launcher.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.testkit.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConsoleProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final MutableClock clock = MutableClock.atNoon();

  @Test
  void workEndsWithTheTimeItTook() {
    try (ConsoleProgress progress = new ConsoleProgress(out, false, clock)) {
      Progress.Task building = progress.begin("building vault", Duration.ofSeconds(593));
      Progress.Task starting = progress.begin("starting etcd", Duration.ZERO);
      clock.advance(Duration.ofMillis(800));
      starting.succeeded();
      starting.close();
      clock.advance(Duration.ofSeconds(65));
      building.close();
    }

    assertThat(printed())
        .isEqualTo(
            """
            … building vault (usually about 9 min 53 s)
            ✓ starting etcd, 0.8 s
            ✗ building vault, after 1 min 05 s
            """);
  }

  @Test
  void terminalShowsTheElapsedTimeOfEachPieceOnItsLastLine() {
    try (ConsoleProgress progress = new ConsoleProgress(out, true, clock)) {
      progress.begin("building vault", Duration.ZERO);
      clock.advance(Duration.ofSeconds(65));
      progress.begin("starting etcd", Duration.ZERO);
      clock.advance(Duration.ofSeconds(2));
      progress.say("a line");

      assertThat(printed()).endsWith("a line\n… building vault 1:07, starting etcd 0:02");
    }
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
