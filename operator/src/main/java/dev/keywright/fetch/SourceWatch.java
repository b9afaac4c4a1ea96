package dev.keywright.fetch;

import dev.keywright.core.ObjectKey;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns refresh: looks at every watched object once per interval for all policies together, each at
 * its own fixed offset, and wakes exactly the policies that have something to do. While a store
 * does not answer, its objects are tried again sooner and more rarely (from a second up to the
 * interval, a minute at most), held together by the store's own backoff; once it answers, they are
 * looked at within two seconds.
 *
 * <p>Between {@link #start} and {@link #stop} one thread keeps the time and every look has a
 * virtual thread of its own. Interests may be registered at any time. Thread-safe.
 */
public final class SourceWatch implements FetchListener {
  static final Duration TICK = Duration.ofMillis(100);
  static final Duration PROMPT = Duration.ofMillis(1500);
  static final int CROWD = 50;
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

  private final StoreConnections connections;
  private final SourceListener listener;
  private final InstantSource clock;
  private final Executor looks;
  private final Map<SourceKey, WatchedSource> sources = new HashMap<>();
  private final Map<ObjectKey, Set<SourceKey>> byPolicy = new HashMap<>();
  private final Map<StoreReference, Set<SourceKey>> byStore = new HashMap<>();
  private final Map<StoreReference, Integer> watchers = new HashMap<>();
  private final TimeTable turns = new TimeTable();
  private @Nullable ScheduledExecutorService timekeeper;
  private volatile boolean stopped;

  /**
   * @param connections must have this watch among its listeners, so that it hears of recoveries
   */
  public SourceWatch(StoreConnections connections, SourceListener listener, InstantSource clock) {
    this(connections, listener, clock, look -> Thread.ofVirtual().name("source-look").start(look));
  }

  /** With its own way to run looks. */
  SourceWatch(
      StoreConnections connections, SourceListener listener, InstantSource clock, Executor looks) {
    this.connections = connections;
    this.listener = listener;
    this.clock = clock;
    this.looks = looks;
  }

  /** Begins to look. Only the leader does. */
  public synchronized void start() {
    if (timekeeper != null) {
      return;
    }
    stopped = false;
    timekeeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("source-watch").factory());
    var _ =
        timekeeper.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Ends looking: none begins after this returns, and nobody is woken any more. Looks under way end
   * by themselves within the timeout of their store.
   */
  public synchronized void stop() {
    stopped = true;
    if (timekeeper != null) {
      timekeeper.shutdownNow();
      timekeeper = null;
    }
  }

  /**
   * Replaces what {@code policy} watches; called at the end of each of its reconciles, with what
   * its target shows by now. Empty for a policy that is not refreshed.
   */
  public synchronized void register(ObjectKey policy, Collection<SourceInterest> interests) {
    Instant now = clock.instant();
    Set<SourceKey> wanted = new HashSet<>();
    for (SourceInterest interest : interests) {
      wanted.add(interest.source());
      watch(policy, interest, now);
    }
    Set<SourceKey> before = byPolicy.getOrDefault(policy, Set.of());
    before.stream().filter(key -> !wanted.contains(key)).forEach(key -> unwatch(policy, key));
    if (wanted.isEmpty()) {
      byPolicy.remove(policy);
    } else {
      byPolicy.put(policy, wanted);
    }
  }

  /** {@code policy} is gone. */
  public void forget(ObjectKey policy) {
    register(policy, List.of());
  }

  /** What is known of each source that {@code policy} watches. */
  public synchronized Map<SourceKey, SourceHealth> health(ObjectKey policy) {
    Instant now = clock.instant();
    Map<SourceKey, SourceHealth> health = new HashMap<>();
    for (SourceKey key : byPolicy.getOrDefault(policy, Set.of())) {
      WatchedSource source = Objects.requireNonNull(sources.get(key));
      health.put(key, source.health(policy, now, isCrowded(key.store())));
    }
    return health;
  }

  /**
   * Looks at everything of {@code store} within two seconds: it has become ready, its spec is new,
   * or it is gone.
   */
  public synchronized void recheck(StoreReference store) {
    byStore.getOrDefault(store, Set.of()).forEach(this::lookPromptly);
  }

  @Override
  public synchronized void storeRecovered(StoreReference store) {
    byStore.getOrDefault(store, Set.of()).stream()
        .filter(key -> Objects.requireNonNull(sources.get(key)).isWaitedFor())
        .forEach(this::lookPromptly);
  }

  /** The policy that fetched is about to register what it saw; others hear of it by a look. */
  @Override
  public synchronized void versionSeen(SourceKey key, SourceVersion version) {
    WatchedSource source = sources.get(key);
    if (source != null && source.sight(version, clock.instant())) {
      turns.reschedule(source, () -> source.lookBy(clock.instant().plus(SETTLING)));
    }
  }

  /** Begins the looks that are due. Never throws: it would end the timekeeper for good. */
  void tick() {
    try {
      due().forEach(source -> looks.execute(() -> look(source)));
    } catch (RuntimeException e) {
      LOG.error("the time table of the source watch failed with {}", e.getClass().getName());
    }
  }

  private synchronized List<WatchedSource> due() {
    return stopped ? List.of() : turns.begin(clock.instant());
  }

  private void look(WatchedSource source) {
    Set<String> namespaces;
    int sightings;
    synchronized (this) {
      namespaces = source.namespaces();
      sightings = source.sightings();
    }
    List<ObjectKey> news = List.of();
    try {
      SourceLook look = SourceLook.at(connections, source.key(), namespaces);
      news = end(source, look, sightings);
    } catch (RuntimeException e) {
      LOG.error(
          "looking at {} of {} failed with {}",
          source.key().path(),
          source.key().store(),
          e.getClass().getName());
      abort(source);
    }
    if (!stopped) {
      news.forEach(listener::changed);
    }
  }

  private synchronized List<ObjectKey> end(WatchedSource source, SourceLook look, int sightings) {
    List<ObjectKey> news =
        source.end(look, sightings, clock.instant(), isCrowded(source.key().store()));
    turns.enter(source);
    return news;
  }

  private synchronized void abort(WatchedSource source) {
    source.abort(clock.instant());
    turns.enter(source);
  }

  private void lookPromptly(SourceKey key) {
    WatchedSource source = Objects.requireNonNull(sources.get(key));
    Instant soon = clock.instant().plus(RefreshSchedule.spread(key, PROMPT));
    turns.reschedule(source, () -> source.lookBy(soon));
  }

  private void watch(ObjectKey policy, SourceInterest interest, Instant now) {
    SourceKey key = interest.source();
    WatchedSource source = sources.computeIfAbsent(key, WatchedSource::new);
    byStore.computeIfAbsent(key.store(), store -> new HashSet<>()).add(key);
    if (!source.isWatchedBy(policy)) {
      watchers.merge(key.store(), 1, Integer::sum);
    }
    turns.reschedule(source, () -> source.watch(policy, interest, now));
  }

  private void unwatch(ObjectKey policy, SourceKey key) {
    WatchedSource source = Objects.requireNonNull(sources.get(key));
    source.unwatch(policy);
    watchers.computeIfPresent(key.store(), (store, count) -> count == 1 ? null : count - 1);
    if (!source.isWatched()) {
      sources.remove(key);
      byStore.computeIfPresent(
          key.store(),
          (store, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
          });
    }
  }

  /** Whether so many watch the store that they must not all write at the same time. */
  private boolean isCrowded(StoreReference store) {
    return watchers.getOrDefault(store, 0) > CROWD;
  }
}
