package dev.keywright.e2e.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessIdentityTest {
  private static final String AFTER_NAME =
      " 1 42 42 0 -1 4194304 1 0 0 0 5 3 0 0 20 0 9 0 987654 10 20";

  @Test
  void thisProcessLives() {
    assertThat(ProcessIdentity.self().isAlive()).isTrue();
  }

  @Test
  void laterProcessWithTheSamePidIsAnother() {
    long pid = ProcessHandle.current().pid();

    assertThat(new ProcessIdentity(pid, "another start").isAlive()).isFalse();
  }

  @Test
  void startIsReadAfterANameWithSpacesAndBrackets() {
    assertThat(ProcessIdentity.startTicks("42 (a) R (b c) S" + AFTER_NAME)).contains("987654");
  }

  @Test
  void processThatIsDeadAndNotYetReapedIsDead() {
    assertThat(ProcessIdentity.startTicks("42 (vault) Z" + AFTER_NAME)).isEmpty();
  }
}
