package dev.keywright.e2e.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramPathTest {
  @TempDir Path first;
  @TempDir Path second;

  @Test
  void findsTheFirstExecutableFile() throws IOException {
    Files.writeString(first.resolve("helm"), "no program");
    new FakePrograms(second).put("helm", "", 0);
    Files.createDirectories(first.resolve("kind"));
    ProgramPath path = new ProgramPath(first + "::" + second);
    assertThat(path.find("helm")).contains(second.resolve("helm"));
    assertThat(path.present(List.of("helm", "kind", "k3d"))).containsExactly("helm");
  }
}
