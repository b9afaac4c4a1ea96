package dev.keywright.store;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.SecretStoreStatus;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.FetchListener;
import dev.keywright.fetch.StoreDefinition;
import dev.keywright.fetch.StoreProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at a store of either kind: observe, plan, check, report, write, wake its policies.
 * Thread-safe; looks at the same store must not overlap.
 */
public final class StoreFlow implements FetchListener {
  private static final Duration AFTER_CONFLICT = Duration.ofSeconds(1);

  /** How often the number of policies is counted again while nothing else happens. */
  private static final Duration RECOUNT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(StoreFlow.class);

  private final Map<StoreReference, StoreHistory> histories = new ConcurrentHashMap<>();
  private final Set<StoreReference> suspected = ConcurrentHashMap.newKeySet();
  private final StoreProbe probe;
  private final StoreUse use;
  private final InstantSource clock;

  public StoreFlow(StoreProbe probe, StoreUse use, InstantSource clock) {
    this.probe = probe;
    this.use = use;
    this.clock = clock;
  }

  /**
   * Looks at the store.
   *
   * @param status as last written; null before the first write
   * @param write writes a new status; false when it met a conflict
   * @return how long to wait at most before the next look
   */
  public Duration look(
      StoreDefinition store,
      @Nullable SecretStoreStatus status,
      Predicate<SecretStoreStatus> write) {
    StoreObservation observed = observe(store, status);
    StoreReport report =
        switch (StorePlanner.plan(observed)) {
          case StorePlan.Check check -> check(observed);
          case StorePlan.Wait(Duration nextCheck) -> StoreReport.of(observed, nextCheck);
        };
    if (!report.status().equals(status)) {
      if (!write.test(report.status())) {
        return AFTER_CONFLICT;
      }
      log(observed, report);
    }
    if (report.becameReady()) {
      use.recheck(store.reference());
    }
    return report.nextLook().compareTo(RECOUNT) < 0 ? report.nextLook() : RECOUNT;
  }

  /** The store is gone, or belongs to another installation: closes it and tells its policies. */
  public void forget(StoreReference store) {
    probe.forget(store);
    suspected.remove(store);
    if (histories.remove(store) != null) {
      use.recheck(store);
    }
  }

  /**
   * The next look, which must be asked for besides, checks the store unless it has just done so.
   */
  @Override
  public void storeTroubled(StoreReference store) {
    suspected.add(store);
  }

  private StoreObservation observe(StoreDefinition store, @Nullable SecretStoreStatus status) {
    StoreReference reference = store.reference();
    return new StoreObservation(
        store,
        status,
        Objects.requireNonNull(histories.getOrDefault(reference, StoreHistory.NONE)),
        suspected.contains(reference),
        use.policiesOf(reference),
        clock.instant());
  }

  private static void log(StoreObservation observed, StoreReport report) {
    Optional<Condition> before = StoreReport.readiness(observed.status());
    Optional<Condition> now = StoreReport.readiness(report.status());
    if (!now.map(Condition::reason).equals(before.map(Condition::reason))) {
      LOG.atInfo()
          .addKeyValue("store", observed.store().reference())
          .addKeyValue("ready", now.map(Condition::status).orElse("Unknown"))
          .addKeyValue("reason", now.map(Condition::reason).orElse(""))
          .log("readiness of a store has changed");
    }
  }

  private StoreReport check(StoreObservation observed) {
    StoreReference reference = observed.store().reference();
    suspected.remove(reference);
    StoreProbe.Outcome outcome = probe.check(observed.store());
    StoreHistory history = observed.history().after(observed.store(), outcome, clock.instant());
    histories.put(reference, history);
    return StoreReport.of(observed.with(history, clock.instant()), StorePlanner.waitAfter(history));
  }
}
