package dev.keywright.sync;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.Revision;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.FetchRequest;
import dev.keywright.fetch.FetchResult;
import dev.keywright.fetch.Fetcher;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.sync.SyncOutcome.SourceFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Carries out a {@link SyncPlan}: fetch, render, write. Thread-safe; keeps nothing between two
 * calls.
 *
 * <pre>
 *   Reject ──────────────────────────────► Failed
 *   UpToDate ────────────────────────────► Idle
 *   Fetch ─► all unchanged ──────────────► Confirmed
 *         └► any found ─► read the rest ─► render ─► write ─► Written
 * </pre>
 */
public final class SyncFlow {
  private final Fetcher fetcher;
  private final TargetWriter writer;
  private final Fingerprinter fingerprinter;
  private final RandomGenerator random;

  public SyncFlow(
      Fetcher fetcher, TargetWriter writer, Fingerprinter fingerprinter, RandomGenerator random) {
    this.fetcher = fetcher;
    this.writer = writer;
    this.fingerprinter = fingerprinter;
    this.random = random;
  }

  /**
   * Plans from what was observed and carries the plan out. Blocks for at most the stores' timeouts.
   */
  public SyncOutcome run(SyncObservation observed) {
    return switch (SyncPlanner.plan(observed)) {
      case SyncPlan.Reject(Diagnosis diagnosis) ->
          new SyncOutcome.Failed(diagnosis, Optional.empty(), Optional.empty());
      case SyncPlan.UpToDate(Optional<Diagnosis> overdue) -> new SyncOutcome.Idle(overdue);
      case SyncPlan.Fetch plan -> fetchAndWrite(observed, plan);
    };
  }

  private SyncOutcome fetchAndWrite(SyncObservation observed, SyncPlan.Fetch plan) {
    Map<SourceKey, SecretObject> objects = new HashMap<>();
    Set<SourceKey> unchanged = new HashSet<>();
    for (SourceKey source : plan.sources()) {
      Optional<SyncOutcome> failure =
          fetch(observed, source, plan.known(), plan.urgency(), objects, unchanged);
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    if (objects.isEmpty()) {
      return new SyncOutcome.Confirmed();
    }
    for (SourceKey source : unchanged) {
      Optional<SyncOutcome> failure =
          fetch(observed, source, Map.of(), plan.urgency(), objects, new HashSet<>());
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    return renderAndWrite(observed, objects);
  }

  private Optional<SyncOutcome> fetch(
      SyncObservation observed,
      SourceKey source,
      Map<SourceKey, SourceVersion> known,
      Urgency urgency,
      Map<SourceKey, SecretObject> objects,
      Set<SourceKey> unchanged) {
    FetchRequest request =
        new FetchRequest(
            observed.policy().namespace(),
            source.store(),
            source.path(),
            source.selector(),
            Optional.ofNullable(known.get(source)),
            Optional.ofNullable(observed.atLeast().get(source)));
    return switch (fetcher.fetch(request, urgency)) {
      case FetchResult.Found(SecretObject object) -> {
        objects.put(source, object);
        yield Optional.empty();
      }
      case FetchResult.Unchanged ignored -> {
        unchanged.add(source);
        yield Optional.empty();
      }
      case FetchResult.Absent(Diagnosis diagnosis) -> failed(diagnosis, source, Optional.empty());
      case FetchResult.Refused(Diagnosis diagnosis) -> failed(diagnosis, source, Optional.empty());
      case FetchResult.Unavailable unavailable ->
          failed(unavailable.diagnosis(), source, unavailable.retryAfter());
    };
  }

  private static Optional<SyncOutcome> failed(
      Diagnosis diagnosis, SourceKey source, Optional<Duration> retryAfter) {
    return Optional.of(new SyncOutcome.Failed(diagnosis, Optional.of(source), retryAfter));
  }

  private SyncOutcome renderAndWrite(
      SyncObservation observed, Map<SourceKey, SecretObject> objects) {
    var renderer =
        new TargetRenderer(
            observed.policy().namespace(), observed.policy().name(), observed.spec(), objects);
    return switch (renderer.render()) {
      case RenderResult.Unrenderable(Diagnosis diagnosis) ->
          new SyncOutcome.Failed(diagnosis, Optional.empty(), Optional.empty());
      case RenderResult.Rendered(DesiredTarget desired) ->
          write(observed, desired, factsOf(objects));
    };
  }

  private SyncOutcome write(
      SyncObservation observed, DesiredTarget desired, Map<SourceKey, SourceFacts> facts) {
    TargetWrite write = writeOf(observed, desired, facts);
    return switch (writer.write(write, observed.target())) {
      case WriteOutcome.Refused(Diagnosis diagnosis) ->
          new SyncOutcome.Failed(diagnosis, Optional.empty(), Optional.empty());
      case WriteOutcome.Retry(String why) -> new SyncOutcome.Outdated(why);
      case WriteOutcome.Created created -> new SyncOutcome.Written(write, created, facts);
      case WriteOutcome.Updated updated -> new SyncOutcome.Written(write, updated, facts);
      case WriteOutcome.Adopted adopted -> new SyncOutcome.Written(write, adopted, facts);
      case WriteOutcome.Unchanged unchanged -> new SyncOutcome.Written(write, unchanged, facts);
    };
  }

  private TargetWrite writeOf(
      SyncObservation observed, DesiredTarget desired, Map<SourceKey, SourceFacts> facts) {
    Fingerprint fingerprint =
        fingerprinter.of(
            TargetScope.of(observed.policy().namespace(), desired.name()), desired.data());
    var choice = RevisionChoice.choose(observed, fingerprint);
    Adopt adopt =
        observed.spec().target() == null || observed.spec().target().adopt() == null
            ? Adopt.Never
            : observed.spec().target().adopt();
    return new TargetWrite(
        observed.policy(),
        observed.uid(),
        desired,
        switch (choice) {
          case RevisionChoice.Keep keep -> keep.revision();
          case RevisionChoice.Make make -> Revision.make(observed.now(), random);
        },
        switch (choice) {
          case RevisionChoice.Keep keep -> keep.cause();
          case RevisionChoice.Make make -> make.cause();
        },
        fingerprint,
        versionText(facts),
        observed.rotation(),
        adopt);
  }

  private static Map<SourceKey, SourceFacts> factsOf(Map<SourceKey, SecretObject> objects) {
    Map<SourceKey, SourceFacts> facts = new HashMap<>();
    objects.forEach((source, object) -> facts.put(source, SourceFacts.of(object)));
    return facts;
  }

  private static String versionText(Map<SourceKey, SourceFacts> facts) {
    if (facts.size() == 1) {
      return facts.values().iterator().next().version().id();
    }
    Map<String, String> byPath = new TreeMap<>();
    facts.forEach((source, fact) -> byPath.put(SourceRows.pathOf(source), fact.version().id()));
    return byPath.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
