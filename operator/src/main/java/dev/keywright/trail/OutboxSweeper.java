package dev.keywright.trail;

import dev.keywright.audit.record.AuditObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears confirmed records from objects whose status nobody writes any more: at most 5 writes a
 * second, each after its object was quiet for a while. Thread-safe; started once and closed once.
 */
public final class OutboxSweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSweeper.class);
  private static final Duration TURN = Duration.ofMillis(200);

  private final Map<AuditObject, Instant> confirmed = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("outbox-sweeper").factory());
  private final Consumer<AuditObject> clear;
  private final Duration quiet;
  private final InstantSource clock;

  /**
   * @param clear writes the status of an object without its confirmed records
   * @param quiet how long a confirmed record waits for another status write of its object
   */
  public OutboxSweeper(Consumer<AuditObject> clear, Duration quiet, InstantSource clock) {
    this.clear = clear;
    this.quiet = quiet;
    this.clock = clock;
  }

  /** Begins to sweep. */
  public void start() {
    var turns =
        timer.scheduleWithFixedDelay(
            this::turn, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
    LOG.atDebug().addKeyValue("cancelled", turns.isCancelled()).log("Sweeping outboxes");
  }

  /** A record of {@code object} was confirmed. Returns at once. */
  public void confirmed(AuditObject object) {
    confirmed.put(object, clock.instant());
  }

  private void turn() {
    Instant due = clock.instant().minus(quiet);
    Optional<AuditObject> next =
        confirmed.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(due))
            .min(Comparator.comparing(Map.Entry::getValue))
            .map(Map.Entry::getKey);
    next.ifPresent(this::clear);
  }

  private void clear(AuditObject object) {
    confirmed.remove(object);
    try {
      clear.accept(object);
    } catch (RuntimeException e) {
      confirmed.put(object, clock.instant());
      LOG.atDebug()
          .addKeyValue("object", object.name())
          .addKeyValue("failure", e.getClass().getName())
          .log("An outbox is cleared later");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
