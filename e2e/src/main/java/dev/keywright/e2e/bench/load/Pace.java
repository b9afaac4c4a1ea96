package dev.keywright.e2e.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;

/** Does things at set times. */
public final class Pace {
  private static final Duration SLACK = Duration.ofSeconds(30);

  private Pace() {}

  /** Lets time pass. */
  public static void rest(Duration time) {
    Awaitility.await("time passes").pollDelay(time).atMost(time.plus(SLACK)).until(() -> true);
  }

  /**
   * Does {@code work} for each number from 0 to {@code count} - 1, one every {@code period}; later
   * ones catch up when one took longer.
   *
   * @throws RuntimeException the first failure, which ends it
   */
  public static void each(int count, Duration period, IntConsumer work) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    int[] next = {0};
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> turns =
          timer.scheduleAtFixedRate(
              () -> {
                try {
                  if (next[0] < count) {
                    work.accept(next[0]++);
                  } else {
                    all.complete(null);
                  }
                } catch (RuntimeException e) {
                  all.completeExceptionally(e);
                  throw e;
                }
              },
              0,
              period.toNanos(),
              TimeUnit.NANOSECONDS);
      try {
        all.join();
      } finally {
        turns.cancel(false);
      }
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
