package dev.keywright.sync;

import dev.keywright.core.Fingerprint;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.LiveTarget.Evidence;
import dev.keywright.sync.LiveTarget.Owner;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Targets in memory: the writer and the lookup that sees every write. */
public final class FakeTargets implements TargetWriter, TargetLookup {
  private final Map<ObjectKey, LiveTarget> live = new HashMap<>();
  private final Map<ObjectKey, Map<String, SecretMaterial>> data = new HashMap<>();
  private final List<TargetWrite> writes = new ArrayList<>();
  private final InstantSource apiServer;
  private Runnable onWrite = () -> {};
  private Optional<WriteOutcome> answer = Optional.empty();
  private int version;

  /**
   * @param apiServer the clock of the API server
   */
  public FakeTargets(InstantSource apiServer) {
    this.apiServer = apiServer;
  }

  /** Does something while a write is under way, for instance lets time pass. */
  public void onWrite(Runnable action) {
    onWrite = action;
  }

  /** Every write has this outcome, and no effect; empty to write again. */
  public void answer(Optional<WriteOutcome> outcome) {
    answer = outcome;
  }

  /** Somebody deletes a target. */
  public void delete(ObjectKey key) {
    live.remove(key);
    data.remove(key);
  }

  /** Somebody edits the data of a target. */
  public void edit(ObjectKey key, Fingerprint content) {
    LiveTarget before = Objects.requireNonNull(live.get(key));
    live.put(
        key,
        new LiveTarget(
            before.name(),
            before.uid(),
            String.valueOf(++version),
            before.type(),
            before.immutable(),
            content,
            before.evidence(),
            before.owner(),
            before.markersIntact(),
            before.writtenAt(),
            before.editor()));
  }

  public List<TargetWrite> writes() {
    return writes;
  }

  public TargetWrite lastWrite() {
    return writes.getLast();
  }

  /** A value of a target as text. */
  public String value(ObjectKey key, String name) {
    return data.getOrDefault(key, Map.of())
        .getOrDefault(name, SecretMaterial.ofUtf8(""))
        .revealUtf8();
  }

  @Override
  public Optional<LiveTarget> find(ObjectKey key, String policy, String policyUid) {
    return Optional.ofNullable(live.get(key));
  }

  @Override
  public WriteOutcome write(TargetWrite write, Optional<LiveTarget> observed) {
    writes.add(write);
    onWrite.run();
    if (answer.isPresent()) {
      return answer.get();
    }
    ObjectKey key = new ObjectKey(write.policy().namespace(), write.desired().name());
    LiveTarget before = live.get(key);
    Instant acceptedAt = apiServer.instant().truncatedTo(ChronoUnit.SECONDS);
    Evidence evidence =
        new Evidence(write.revision(), write.cause(), write.fingerprint(), write.version());
    if (before != null
        && before.isIntact()
        && before.evidence().filter(evidence::equals).isPresent()) {
      return new WriteOutcome.Unchanged();
    }
    data.put(key, write.desired().data());
    live.put(
        key,
        new LiveTarget(
            write.desired().name(),
            "uid-secret",
            String.valueOf(++version),
            write.desired().type(),
            false,
            write.fingerprint(),
            Optional.of(evidence),
            new Owner.Us(),
            true,
            Optional.of(acceptedAt),
            Optional.empty()));
    return before == null
        ? new WriteOutcome.Created(Optional.of(acceptedAt))
        : new WriteOutcome.Updated(Optional.of(acceptedAt));
  }
}
