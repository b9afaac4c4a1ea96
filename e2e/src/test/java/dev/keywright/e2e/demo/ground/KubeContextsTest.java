package dev.keywright.e2e.demo.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeContextsTest {
  @TempDir Path folder;

  @Test
  void theFirstFileWithANameWins() throws IOException {
    Path first = write("first", "contexts: [{name: kind}, {name: prod}]");
    Path second = write("second", "contexts: [{name: kind}, {name: test}]");

    assertThat(
            KubeContexts.in(
                List.of(first.toString(), folder.resolve("none").toString(), second.toString())))
        .containsExactly(
            new KubeContext("kind", first),
            new KubeContext("prod", first),
            new KubeContext("test", second));
  }

  @Test
  void aFileWithoutContextsHoldsNone() throws IOException {
    assertThat(KubeContexts.in(List.of(write("empty", "").toString()))).isEmpty();
    assertThat(KubeContexts.in(List.of(write("bare", "kind: Config").toString()))).isEmpty();
  }

  @Test
  void saysWhichFileIsBroken() throws IOException {
    Path broken = write("broken", "contexts: [");

    assertThatThrownBy(() -> KubeContexts.in(List.of(broken.toString())))
        .isInstanceOf(LauncherFailure.class)
        .hasMessageContaining(broken.toString());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
