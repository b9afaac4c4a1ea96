package dev.keywright.e2e.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildCacheTest {
  private static final CacheKey KEY = CacheKey.of(List.of(new byte[] {1}), List.of("make"), "v1");

  private final CountDownLatch waiting = new CountDownLatch(1);
  private final BuildCache cache;

  BuildCacheTest(@TempDir Path folder) {
    this.cache = new BuildCache(new CacheFolder(folder), new Listening());
  }

  @Test
  void madeOnceAndThenFound() {
    AtomicInteger made = new AtomicInteger();

    Path first = cache.findOrMake("tool", KEY, folder -> made.incrementAndGet());
    Path second = cache.findOrMake("tool", KEY, folder -> made.incrementAndGet());

    assertThat(second).isEqualTo(first);
    assertThat(made).hasValue(1);
    assertThat(cache.find("tool", KEY)).contains(first);
  }

  @Test
  void halfMadeResultIsNeverFoundAndIsMadeAnewInAnEmptyFolder() {
    assertThatThrownBy(() -> cache.findOrMake("tool", KEY, folder -> writeHalf(folder)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(cache.find("tool", KEY)).isEmpty();
    assertThat(cache.findByInputs("tool", KEY.inputs())).isEmpty();
    cache.findOrMake("tool", KEY, folder -> assertThat(folder).isEmptyDirectory());
  }

  @Test
  void secondMakerWaitsForTheFirstAndMakesNothing() throws Exception {
    CountDownLatch making = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService launchers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Path> first =
          launchers.submit(
              () ->
                  cache.findOrMake(
                      "tool",
                      KEY,
                      folder -> {
                        making.countDown();
                        await(goOn);
                      }));
      assertThat(making.await(10, TimeUnit.SECONDS)).isTrue();
      Future<Path> second =
          launchers.submit(
              () ->
                  cache.findOrMake(
                      "tool",
                      KEY,
                      folder -> {
                        throw new AssertionError("made twice");
                      }));

      assertThat(waiting.await(10, TimeUnit.SECONDS)).as("the second says that it waits").isTrue();
      goOn.countDown();

      assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void resultOfAnotherCompilerIsFoundByItsInputs() {
    Path made = cache.findOrMake("tool", KEY, folder -> {});

    assertThat(cache.find("tool", new CacheKey(KEY.inputs(), "v2"))).isEmpty();
    assertThat(cache.findByInputs("tool", KEY.inputs())).contains(made);
    assertThat(cache.findByInputs("tool", "others")).isEmpty();
  }

  /** Hears that somebody waits. */
  private final class Listening implements Progress {
    @Override
    public void say(String line) {
      assertThat(line).isEqualTo("another launcher makes tool; waiting for it");
      waiting.countDown();
    }

    @Override
    public Task begin(String what, Duration expected) {
      return Progress.none().begin(what, expected);
    }
  }

  private static void writeHalf(Path folder) {
    try {
      Files.writeString(folder.resolve("tool.partial"), "half");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("interrupted");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
