package dev.keywright.e2e.launcher.model;

import java.io.Serial;

/**
 * Something the person at the keyboard can act on. The message is one line that says what to do.
 */
public final class LauncherFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public LauncherFailure(String message) {
    super(message);
  }

  public LauncherFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
