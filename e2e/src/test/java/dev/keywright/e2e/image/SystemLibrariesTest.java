package dev.keywright.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SystemLibrariesTest {
  private static final Path RUNTIME = Path.of("/build/runtime");
  private static final Set<String> OWN = Set.of("libjvm.so", "libjli.so");

  @Test
  void readsThePathsThatTheLoaderOfGlibcFound() {
    String printed =
        """
        /build/runtime/bin/java:
        \tlinux-vdso.so.1 (0x00007f934d115000)
        \tlibjli.so => /build/runtime/bin/../lib/libjli.so (0x00007f934d0eb000)
        \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f934cf00000)
        \t/lib64/ld-linux-x86-64.so.2 (0x00007f934d117000)
        /build/runtime/lib/libjava.so:
        \tlibjvm.so => not found
        \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007fb23e08e000)
        /build/runtime/lib/data:
        \tstatically linked
        """;
    assertThat(SystemLibraries.parse(printed, RUNTIME, OWN))
        .containsExactly(
            Path.of("/lib/x86_64-linux-gnu/libc.so.6"), Path.of("/lib64/ld-linux-x86-64.so.2"));
  }

  @Test
  void readsWhatMuslPrints() {
    String printed =
        """
        \t/lib/ld-musl-x86_64.so.1 (0x7f1c5f2a1000)
        \tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f1c5f2a1000)
        """;
    assertThat(SystemLibraries.parse(printed, RUNTIME, OWN))
        .containsExactly(Path.of("/lib/ld-musl-x86_64.so.1"));
  }

  @Test
  void namesALibraryThatTheMachineLacks() {
    assertThatThrownBy(() -> SystemLibraries.parse("\tlibz.so.1 => not found\n", RUNTIME, OWN))
        .isInstanceOf(LauncherFailure.class)
        .hasMessageContaining("libz.so.1")
        .hasMessageContaining("install the package");
  }
}
