package dev.keywright.e2e.demo.story;

import java.io.Serial;

/** Something that a step needs was not seen in time. */
public final class StepFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String expected;
  private final String seen;

  /**
   * @param expected what should have been, a sentence without a value
   * @param seen what was there instead, without a value
   */
  public StepFailed(String expected, String seen) {
    super("expected: " + expected + "; seen: " + seen);
    this.expected = expected;
    this.seen = seen;
  }

  public String expected() {
    return expected;
  }

  public String seen() {
    return seen;
  }
}
