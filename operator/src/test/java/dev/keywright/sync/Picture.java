package dev.keywright.sync;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.sync.LiveTarget.Evidence;
import dev.keywright.sync.LiveTarget.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds what sync decides from. Begins with a policy {@code shop/orders} that has just been made;
 * {@link #synced} makes one whose target has been good for an hour.
 */
final class Picture {
  static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  static final Instant CREATED = Instant.parse("2026-03-01T00:00:00Z");
  static final Instant SYNCED = Instant.parse("2026-03-04T11:00:00Z");
  static final ObjectKey POLICY = new ObjectKey("shop", "orders");
  static final Fingerprint F1 = new Fingerprint("k1", "1".repeat(32));
  static final Fingerprint F2 = new Fingerprint("k1", "2".repeat(32));
  static final Fingerprint OTHER_KEY = new Fingerprint("k2", "1".repeat(32));
  static final Revision R0 = new Revision("01jnmy0000aaaaaaaaaaaaaaaa");
  static final Revision R1 = new Revision("01jnmz0000aaaaaaaaaaaaaaaa");
  static final Revision R2 = new Revision("01jnmz1000aaaaaaaaaaaaaaaa");
  static final SourceKey DB = source("shop/db");
  static final SourceKey API = source("shop/api");

  private SecretPolicySpec spec = Spec.EXTRACT;
  private long generation = 1;
  private @Nullable SecretPolicyStatus status;
  private Optional<String> syncToken = Optional.empty();
  private Optional<LiveTarget> target = Optional.empty();
  private final Map<SourceKey, SourceHealth> health = new HashMap<>();
  private final Map<SourceKey, SourceVersion> atLeast = new HashMap<>();
  private Optional<String> rotation = Optional.empty();
  private Instant now = NOW;

  /** A policy that was never looked at. */
  static Picture fresh() {
    return new Picture();
  }

  /** A policy whose target holds version 1 of everything, as revision R1. */
  static Picture synced(SecretPolicySpec spec) {
    Picture picture = new Picture();
    picture.spec = spec;
    List<SourceStatus> rows = new ArrayList<>();
    for (SourceKey source : PolicySources.of(POLICY.namespace(), spec)) {
      rows.add(
          new SourceStatus(
              source.store().toString(), source.path().toString(), "1", "Synced", null));
      picture.health.put(source, checked("1", SYNCED));
    }
    rows.sort(Comparator.comparing(SourceStatus::path));
    picture.status =
        new SecretPolicyStatus(
            1L,
            SyncConditions.settled(picture.at(SYNCED).take()),
            "1",
            R1.madeAt().plusMillis(400),
            SYNCED,
            told(R1, RevisionCause.SourceChanged, F1, 1),
            rows,
            null,
            null,
            null,
            null,
            null);
    picture.now = NOW;
    picture.target = Optional.of(live(R1, F1));
    return picture;
  }

  static Picture synced() {
    return synced(Spec.EXTRACT);
  }

  static SourceKey source(String path) {
    return new SourceKey(
        StoreReference.namespaced("shop", "vault"), SecretPath.of(path), VersionSelector.current());
  }

  static SourceHealth checked(String version, Instant at) {
    return new SourceHealth(
        Optional.of(new SourceVersion(version)), Optional.of(at), Optional.empty());
  }

  /** The target as our write of {@code revision} left it. */
  static LiveTarget live(Revision revision, Fingerprint fingerprint) {
    return live(
        Optional.of(evidence(revision, RevisionCause.SourceChanged, fingerprint)), fingerprint);
  }

  static LiveTarget live(Optional<Evidence> evidence, Fingerprint content) {
    return new LiveTarget(
        "orders",
        "uid-secret",
        "41",
        "Opaque",
        false,
        content,
        evidence,
        new Owner.Us(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  static Evidence evidence(Revision revision, RevisionCause cause, Fingerprint fingerprint) {
    return new Evidence(revision, cause, fingerprint, "1");
  }

  static TargetStatus told(
      Revision revision, RevisionCause cause, Fingerprint fingerprint, long generation) {
    return new TargetStatus(
        "orders",
        List.of("password"),
        revision.id(),
        fingerprint.toString(),
        cause.name(),
        generation);
  }

  Picture spec(SecretPolicySpec other) {
    spec = other;
    return this;
  }

  Picture generation(long number) {
    generation = number;
    return this;
  }

  Picture status(@Nullable SecretPolicyStatus other) {
    status = other;
    return this;
  }

  Picture told(@Nullable TargetStatus told) {
    SecretPolicyStatus last = lastStatus();
    status = withTarget(last, told, last.changedTime());
    return this;
  }

  Picture changedTime(@Nullable Instant time) {
    SecretPolicyStatus last = lastStatus();
    status = withTarget(last, last.target(), time);
    return this;
  }

  /** Every row of {@code status.sources} has this state. */
  Picture rows(String state) {
    SecretPolicyStatus last = lastStatus();
    List<SourceStatus> rows = new ArrayList<>();
    for (SourceStatus row : Objects.requireNonNull(last.sources())) {
      rows.add(new SourceStatus(row.store(), row.path(), row.version(), state, row.changedTime()));
    }
    status = with(last, last.conditions(), rows, last.requests());
    return this;
  }

  Picture conditions(List<Condition> conditions) {
    SecretPolicyStatus last = lastStatus();
    status = with(last, conditions, last.sources(), last.requests());
    return this;
  }

  /** Synced has been False with {@code reason} since {@code since}. */
  Picture failing(Reason reason, Instant since) {
    return conditions(
        new ConditionSet(lastStatus().conditions(), generation, since)
            .set(SyncConditions.SYNCED, "False", reason.name(), "trouble")
            .list());
  }

  Picture handled(RequestStatus request) {
    SecretPolicyStatus last = lastStatus();
    status = with(last, last.conditions(), last.sources(), new RequestsStatus(request, null));
    return this;
  }

  Picture asked(String token) {
    syncToken = Optional.of(token);
    return this;
  }

  Picture target(LiveTarget live) {
    target = Optional.of(live);
    return this;
  }

  Picture gone() {
    target = Optional.empty();
    return this;
  }

  Picture health(SourceKey source, SourceHealth seen) {
    health.put(source, seen);
    return this;
  }

  Picture rotating(String run, SourceKey source, String version) {
    rotation = Optional.of(run);
    atLeast.put(source, new SourceVersion(version));
    return this;
  }

  Picture at(Instant time) {
    now = time;
    return this;
  }

  SyncObservation take() {
    return new SyncObservation(
        POLICY,
        "uid-policy",
        generation,
        spec,
        status,
        syncToken,
        CREATED,
        target,
        Map.copyOf(health),
        Map.copyOf(atLeast),
        rotation,
        now);
  }

  private SecretPolicyStatus lastStatus() {
    return status == null
        ? new SecretPolicyStatus(
            null, null, null, null, null, null, null, null, null, null, null, null)
        : status;
  }

  private static SecretPolicyStatus with(
      SecretPolicyStatus last,
      @Nullable List<Condition> conditions,
      @Nullable List<SourceStatus> sources,
      @Nullable RequestsStatus requests) {
    return new SecretPolicyStatus(
        last.observedGeneration(),
        conditions,
        last.version(),
        last.changedTime(),
        last.lastSyncTime(),
        last.target(),
        sources,
        last.rotation(),
        requests,
        last.consumers(),
        last.outbox(),
        last.auditSequence());
  }

  private static SecretPolicyStatus withTarget(
      SecretPolicyStatus last, @Nullable TargetStatus target, @Nullable Instant changedTime) {
    return new SecretPolicyStatus(
        last.observedGeneration(),
        last.conditions(),
        last.version(),
        changedTime,
        last.lastSyncTime(),
        target,
        last.sources(),
        last.rotation(),
        last.requests(),
        last.consumers(),
        last.outbox(),
        last.auditSequence());
  }
}
