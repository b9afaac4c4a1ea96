package dev.keywright.e2e.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CurtainTest {
  private final List<String> ended = new ArrayList<>();
  private final Curtain curtain = new Curtain();

  @Test
  void undoesInReverseOrderAndOnce() {
    curtain.atEnd(() -> ended.add("first"));
    curtain.atEnd(() -> ended.add("second"));

    curtain.close();
    curtain.close();

    assertThat(ended).containsExactly("second", "first");
  }

  @Test
  void whatBeginsAfterTheFallEndsAtOnce() {
    curtain.close();

    curtain.atEnd(() -> ended.add("late"));

    assertThat(ended).containsExactly("late");
  }

  @Test
  void whatStaysUpIsNotUndone() {
    curtain.atEnd(() -> ended.add("kept"));

    curtain.stayUp();
    curtain.close();

    assertThat(ended).isEmpty();
  }

  @Test
  void aFailureKeepsNobodyFromEnding() {
    curtain.atEnd(() -> ended.add("first"));
    curtain.atEnd(
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThatThrownBy(curtain::close).hasMessage("broken");
    assertThat(ended).containsExactly("first");
  }
}
