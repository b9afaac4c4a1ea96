package dev.keywright.e2e.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MeasurementTest {
  @Test
  @DisplayName("runs together have all times, and of everything else the highest")
  void together() {
    Measurement first =
        new Measurement(
            List.of(1.0), List.of(0.5), new Counts(9, 1, 1, 4, 0, 2), 90, 3, Map.of("a", 1.0));
    Measurement second =
        new Measurement(
            List.of(2.0),
            List.of(0.7),
            new Counts(3, 5, 1, 6, 1, 1),
            80,
            4,
            Map.of("a", 0.5, "b", 2.0));
    assertThat(Measurement.together(List.of(first, second)))
        .isEqualTo(
            new Measurement(
                List.of(1.0, 2.0),
                List.of(0.5, 0.7),
                new Counts(9, 5, 1, 6, 1, 2),
                90,
                4,
                Map.of("a", 1.0, "b", 2.0)));
  }

  @Test
  @DisplayName("the ratio compares medians, and there is none without a limit")
  void ratio() {
    Measurement limited =
        new Measurement(
            List.of(3.0, 9.0, 4.0), List.of(2.0, 1.0, 7.0), Counts.NONE, 0, 0, Map.of());
    assertThat(limited.ratio()).contains(2.0);
    assertThat(new Measurement(List.of(1.0), List.of(), Counts.NONE, 0, 0, Map.of()).ratio())
        .isEmpty();
  }

  @Test
  @DisplayName("a figure that was not measured is an error, not a zero")
  void unknownFigure() {
    Measurement measured =
        new Measurement(List.of(1.0), List.of(), Counts.NONE, 0, 0, Map.of("a", 1.0));
    assertThat(measured.figure("a")).isEqualTo(1.0);
    assertThatIllegalArgumentException().isThrownBy(() -> measured.figure("b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Measurement(List.of(), List.of(), Counts.NONE, 0, 0, Map.of()));
  }

  @Test
  @DisplayName("a goal is reached up to its bound and says so plainly")
  void goals() {
    assertThat(Goal.atMost("start", 5, 5, "s").reached()).isTrue();
    assertThat(Goal.atMost("start", 5.01, 5, "s").reached()).isFalse();
    assertThat(Goal.atMost("start", 5.01, 5, "s"))
        .hasToString("MISSED   start: 5.01 s, goal at most 5 s");
    assertThat(Goal.atMost("reads", 0, 0, "")).hasToString("reached  reads: 0, goal at most 0");
  }
}
