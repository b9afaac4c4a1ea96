package dev.keywright.e2e.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CacheKeyTest {
  private static final CacheKey KEY = key("go.mod", List.of("go", "build"), "go1.26.8");

  @Test
  void everythingThatDecidesTheContentChangesTheName() {
    assertThat(key("go.mod", List.of("go", "build"), "go1.26.8").hash()).isEqualTo(KEY.hash());
    assertThat(key("go.mod!", List.of("go", "build"), "go1.26.8").hash()).isNotEqualTo(KEY.hash());
    assertThat(key("go.mod", List.of("go", "test"), "go1.26.8").hash()).isNotEqualTo(KEY.hash());
    assertThat(key("go.mod", List.of("go", "build"), "go1.26.9").hash()).isNotEqualTo(KEY.hash());
  }

  @Test
  void partsDoNotRunTogether() {
    assertThat(key("go.mod", List.of("gobuild"), "go1.26.8").hash()).isNotEqualTo(KEY.hash());
  }

  @Test
  void inputsDoNotDependOnTheVersionOfTheTool() {
    assertThat(key("go.mod", List.of("go", "build"), "").inputs()).isEqualTo(KEY.inputs());
  }

  private static CacheKey key(String pinned, List<String> command, String version) {
    return CacheKey.of(List.of(pinned.getBytes(StandardCharsets.UTF_8)), command, version);
  }
}
