package dev.keywright.sync;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.fetch.Fetcher;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.sync.SyncOutcome.SourceFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

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
  private final InstantSource clock;

  public SyncFlow(
      Fetcher fetcher,
      TargetWriter writer,
      Fingerprinter fingerprinter,
      RandomGenerator random,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.writer = writer;
    this.fingerprinter = fingerprinter;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Plans from what was observed and carries the plan out. Blocks for at most the stores' timeouts.
   */
  public SyncOutcome run(SyncObservation observed) {
    return switch (SyncPlanner.plan(observed)) {
      case SyncPlan.Reject(Diagnosis diagnosis) -> failed(diagnosis);
      case SyncPlan.UpToDate(Optional<Diagnosis> overdue) -> new SyncOutcome.Idle(overdue);
      case SyncPlan.Fetch plan -> fetchAndWrite(observed, plan);
    };
  }

  private SyncOutcome fetchAndWrite(SyncObservation observed, SyncPlan.Fetch plan) {
    return switch (new Gathering(fetcher, observed, plan).gather()) {
      case Gathering.Result.Unchanged ignored -> new SyncOutcome.Confirmed();
      case Gathering.Result.Broken(SyncOutcome.Failed failed) -> failed;
      case Gathering.Result.Complete(Map<SourceKey, SecretObject> objects) ->
          renderAndWrite(observed, objects);
    };
  }

  private SyncOutcome renderAndWrite(
      SyncObservation observed, Map<SourceKey, SecretObject> objects) {
    var renderer =
        new TargetRenderer(
            observed.policy().namespace(), observed.policy().name(), observed.spec(), objects);
    return switch (renderer.render()) {
      case RenderResult.Unrenderable(Diagnosis diagnosis, Optional<SourceKey> source) ->
          new SyncOutcome.Failed(diagnosis, source, Optional.empty());
      case RenderResult.Rendered rendered -> write(observed, rendered, factsOf(objects));
    };
  }

  private SyncOutcome write(
      SyncObservation observed, RenderResult.Rendered rendered, Map<SourceKey, SourceFacts> facts) {
    TargetWrite write = writeOf(observed, rendered.target(), facts);
    WriteOutcome outcome = writer.write(write, observed.target());
    Instant availableAt = Availability.of(observed, write, outcome, clock.instant());
    return switch (outcome) {
      case WriteOutcome.Refused(Diagnosis diagnosis) -> failed(diagnosis);
      case WriteOutcome.Unavailable(Diagnosis diagnosis) -> failed(diagnosis);
      case WriteOutcome.Retry(String why) -> new SyncOutcome.Outdated(why);
      case WriteOutcome.Created _,
          WriteOutcome.Updated _,
          WriteOutcome.Adopted _,
          WriteOutcome.Unchanged _ ->
          new SyncOutcome.Written(write, outcome, facts, rendered.missing(), availableAt);
    };
  }

  private TargetWrite writeOf(
      SyncObservation observed, DesiredTarget desired, Map<SourceKey, SourceFacts> facts) {
    Fingerprint fingerprint =
        fingerprinter.of(
            TargetScope.of(observed.policy().namespace(), desired.name()), desired.data());
    RevisionChoice.Keep revision =
        switch (RevisionChoice.choose(observed, fingerprint)) {
          case RevisionChoice.Keep keep -> keep;
          case RevisionChoice.Make(RevisionCause cause) ->
              new RevisionChoice.Keep(newRevision(observed), cause);
        };
    return new TargetWrite(
        observed.policy(),
        observed.uid(),
        desired,
        revision.revision(),
        revision.cause(),
        fingerprint,
        VersionText.of(facts),
        observed.rotation(),
        adoptionIn(observed.spec()));
  }

  /** Named now, at the last moment before the write: what is created earlier has older content. */
  private Revision newRevision(SyncObservation observed) {
    List<Revision> earlier =
        Stream.concat(
                observed.writtenRevision().stream(),
                observed.target().flatMap(LiveTarget::revision).stream())
            .toList();
    return Revision.after(earlier, clock.instant(), random);
  }

  private static SyncOutcome failed(Diagnosis diagnosis) {
    return new SyncOutcome.Failed(diagnosis, Optional.empty(), Optional.empty());
  }

  private static Adopt adoptionIn(SecretPolicySpec spec) {
    return spec.target() == null || spec.target().adopt() == null
        ? Adopt.Never
        : spec.target().adopt();
  }

  private static Map<SourceKey, SourceFacts> factsOf(Map<SourceKey, SecretObject> objects) {
    Map<SourceKey, SourceFacts> facts = new HashMap<>();
    objects.forEach((source, object) -> facts.put(source, SourceFacts.of(object)));
    return facts;
  }
}
