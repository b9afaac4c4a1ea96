package dev.keywright.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageInputsTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    OperatorJar.write(folder.resolve("operator.jar"), "a.jar");
    for (String name : List.of("a.jar", "release", "libc.so.6")) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  @Test
  void isTheSameForTheSameInputs() {
    assertThat(hash()).isEqualTo(hash()).matches("[0-9a-f]{12}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jar", "release", "libc.so.6"})
  void changesWithEachInput(String name) throws IOException {
    String before = hash();
    Files.writeString(folder.resolve(name), "other");
    assertThat(hash()).isNotEqualTo(before);
  }

  @Test
  void changesWithTheOperator() {
    String before = hash();
    OperatorJar.write(folder.resolve("operator.jar"), "a.jar ");
    assertThat(hash()).isNotEqualTo(before);
  }

  private String hash() {
    return ImageInputs.hash(
        PackagedOperator.read(folder.resolve("operator.jar")),
        folder,
        List.of(folder.resolve("libc.so.6")));
  }
}
