package dev.keywright.e2e.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class ValueMarksTest {
  private final ValueMarks marks = new ValueMarks(new SecureRandom());

  @Test
  void equalValuesHaveEqualMarksAndOthersDoNot() {
    assertThat(marks.of("s3cret")).isEqualTo(marks.of("s3cret")).isNotEqualTo(marks.of("s3creT"));
  }

  @Test
  void aMarkTellsTheSizeAndNothingElse() {
    assertThat(marks.of("pässword")).matches("#[0-9a-f]{8} \\(9 bytes\\)");
  }

  @Test
  void anotherRunHasOtherMarks() {
    assertThat(new ValueMarks(new SecureRandom()).of("s3cret")).isNotEqualTo(marks.of("s3cret"));
  }
}
