package dev.keywright.crdgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checked-in CRDs against what the classes give. */
final class CrdFilesTest {
  /**
   * Far below the limit of etcd (1.5 MiB) and of the annotation that {@code kubectl apply} keeps
   * (256 KiB), which a CRD must fit into.
   */
  private static final int MOST_BYTES = 200_000;

  private static final Map<String, String> GENERATED = generated();

  @ParameterizedTest
  @ValueSource(strings = {"../crds", "../helm/keywright/crds"})
  void checkedInCrdsAreWhatTheClassesGive(String folder) throws IOException {
    assertThat(read(Path.of(folder)))
        .as("%s is out of date: run ./run crds and commit what it writes", folder)
        .isEqualTo(GENERATED);
  }

  @Test
  void theSameClassesGiveTheSameBytes() {
    assertThat(generated()).isEqualTo(GENERATED);
  }

  @Test
  void noCrdIsTooLargeForClientSideApply() {
    assertThat(GENERATED)
        .allSatisfy(
            (name, yaml) ->
                assertThat(yaml.getBytes(StandardCharsets.UTF_8).length)
                    .as(name)
                    .isLessThan(MOST_BYTES));
  }

  private static Map<String, String> generated() {
    return new CrdGenerator(SettingsBlocks.installed()).files();
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return found;
  }
}
