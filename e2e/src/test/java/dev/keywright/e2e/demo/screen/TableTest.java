package dev.keywright.e2e.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void alignsColumnsAndEndsNoLineWithSpaces() {
    assertThat(Table.of("KEY", "VALUE").row("a-long-key", "x").row("b", "").toString())
        .isEqualTo(
            """
            KEY          VALUE
            a-long-key   x
            b\
            """);
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatThrownBy(() -> Table.of("A", "B").row("only one"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
