package dev.keywright.e2e.launcher.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {
  private static final int REMOVERS = 6;

  private final Path tree;

  FileTreeTest(@TempDir Path folder) {
    this.tree = folder.resolve("tree");
  }

  @Test
  void whatIsNotThereNeedsNoRemoval() {
    assertThatNoException().isThrownBy(() -> FileTree.remove(tree));
  }

  @Test
  void linkIsRemovedAndWhatItLeadsToStays(@TempDir Path other) throws Exception {
    Path kept = Files.writeString(other.resolve("kept"), "");
    Files.createDirectory(tree);
    Files.createSymbolicLink(tree.resolve("link"), other);

    FileTree.remove(tree);

    assertThat(tree).doesNotExist();
    assertThat(kept).exists();
  }

  @RepeatedTest(5)
  void removersOfTheSameTreeDoNotDisturbEachOther() throws Exception {
    for (int i = 0; i < 300; i++) {
      Files.createDirectories(tree.resolve("a" + i + "/b/c"));
    }
    CyclicBarrier together = new CyclicBarrier(REMOVERS);
    List<Future<?>> removals = new ArrayList<>();
    try (ExecutorService removers = Executors.newFixedThreadPool(REMOVERS)) {
      for (int i = 0; i < REMOVERS; i++) {
        removals.add(
            removers.submit(
                () -> {
                  together.await();
                  FileTree.remove(tree);
                  return null;
                }));
      }
    }

    for (Future<?> removal : removals) {
      assertThatNoException().isThrownBy(removal::get);
    }
    assertThat(tree).doesNotExist();
  }
}
