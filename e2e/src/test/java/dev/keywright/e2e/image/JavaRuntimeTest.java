package dev.keywright.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JavaRuntimeTest {
  @Test
  void takesWhatJdepsFindsWithoutTheWindowSystemAndTheCompiler() {
    assertThat(JavaRuntime.modules("java.base,java.compiler,java.desktop,java.naming,java.sql\n"))
        .containsExactly("java.base", "java.naming", "java.sql");
  }
}
