package dev.keywright.e2e.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolVersionsTest {
  @ParameterizedTest
  @CsvSource({
    "go1.26, true",
    "go1.26.8, true",
    "go1.30rc1, true",
    "go2.0, true",
    "go1.25.9, false",
    "go1.3, false",
    "devel, false",
    "'', false"
  })
  void goMustBeAbleToBuildThePinnedModules(String version, boolean isNewEnough) {
    assertThat(GoBuild.isNewEnough(version)).isEqualTo(isNewEnough);
  }

  @ParameterizedTest
  @CsvSource({
    "Python 3.11.2, true",
    "Python 3.14.0rc2, true",
    "Python 3.9.18, false",
    "Python 2.7.18, false",
    "'', false"
  })
  void pythonMustBeAbleToRunThePinnedMoto(String version, boolean isNewEnough) {
    assertThat(MotoEnvironment.isNewEnough(version)).isEqualTo(isNewEnough);
  }
}
