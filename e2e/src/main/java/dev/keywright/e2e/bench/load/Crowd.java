package dev.keywright.e2e.bench.load;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Does the same thing to many numbers, several at a time. */
public final class Crowd {
  private Crowd() {}

  /**
   * Does {@code work} once for each number from 0 to {@code count} - 1 and waits for all.
   *
   * @param workers how many at a time
   * @throws RuntimeException the first failure; then what had not begun is not done
   */
  public static void each(int count, int workers, IntConsumer work) {
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            try {
              work.accept(i);
            } catch (RuntimeException e) {
              next.set(count);
              throw e;
            }
          }
        };
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              IntStream.range(0, Math.min(workers, count))
                  .mapToObj(worker1 -> CompletableFuture.runAsync(worker, executor))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException | CancellationException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
