package dev.keywright.cli.console;

/** A command cannot do what it was asked to, for a reason that its user can understand. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  /**
   * @param sentence what is wrong and the way out; follows "keywright: "
   */
  public CommandFailure(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** What is wrong and the way out. */
  public String sentence() {
    return sentence;
  }
}
