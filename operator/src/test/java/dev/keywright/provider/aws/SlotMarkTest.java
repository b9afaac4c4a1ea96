package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlotMarkTest {
  @Test
  void survivesBeingALabel() {
    SlotMark mark = new SlotMark("orders-db-0123456789abcdef", 3, "base.with.dots/and-more");

    assertThat(SlotMark.parse(mark.label())).contains(mark);
  }

  @Test
  void theLongestOneFitsIntoALabel() {
    SlotMark mark = new SlotMark("r".repeat(63), Integer.MAX_VALUE, "b".repeat(128));

    assertThat(mark.label().length()).isLessThanOrEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWSPENDING",
        "KW-run",
        "KW-run.1",
        "KW-run.1.",
        "KW-.1.base",
        "KW-run.x.base",
        "KW-run.99999999999.base",
        "kw-run.1.base",
        "xKW-run.1.base",
        ""
      })
  void otherLabelsAreNotMarks(String label) {
    assertThat(SlotMark.parse(label)).isEmpty();
  }
}
