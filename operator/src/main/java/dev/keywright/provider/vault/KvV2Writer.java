package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.provider.spi.VersionedWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Stages and commits in a KV version 2 mount.
 *
 * <pre>
 *   stage   slot ?  ours, same attempt ──► Staged          another run ──► Occupied
 *                   empty, earlier attempt ──► main = base ? ──► write slot, cas = its version
 *   commit  slot ours ? ──► main = base ? ──► write main with the pending values, cas = base
 *                               │ no, or the write did not match, or its reply was lost
 *                               └──► version base+1 has our values ? Committed : BaseMoved
 * </pre>
 *
 * A check-and-set that is repeated after a lost reply reports a mismatch although it landed; that
 * is why version base+1 is looked at. The main path's metadata is never read: the right to read the
 * value is enough. A property is a name at the top of the object; its new value is a JSON string.
 * Thread-safe.
 */
final class KvV2Writer implements VersionedWriter {
  private final VaultSession session;
  private final KvV2Reader reader;
  private final KvV2Slots slots;
  private final Duration timeout;

  KvV2Writer(VaultSession session, KvV2Reader reader, KvV2Slots slots, Duration timeout) {
    this.session = session;
    this.reader = reader;
    this.slots = slots;
    this.timeout = timeout;
  }

  @Override
  public StageResult stage(StageRequest request) {
    Optional<ProviderFailure> problem = problemOf(request);
    if (problem.isPresent()) {
      return new StageResult.Failed(problem.get());
    }
    Deadline deadline = Deadline.in(timeout);
    return switch (slots.look(request.path(), deadline)) {
      case KvV2Slots.Slot.Empty(long cas) -> stage(request, cas, deadline);
      case KvV2Slots.Slot.Held held when isEarlier(held, request) ->
          stage(request, held.version(), deadline);
      case KvV2Slots.Slot.Held held -> taken(request, held);
      case KvV2Slots.Slot.Foreign foreign -> foreign(request.path());
      case KvV2Slots.Slot.Failed(ProviderFailure failure) -> new StageResult.Failed(failure);
    };
  }

  @Override
  public PendingResult pending(SecretPath path) {
    Optional<ProviderFailure> problem = reader.mount().problemOf(path);
    if (problem.isPresent()) {
      return new PendingResult.Failed(problem.get());
    }
    return switch (slots.look(path, Deadline.in(timeout))) {
      case KvV2Slots.Slot.Held(long version, PendingSlot slot) ->
          new PendingResult.Held(
              slot.run(),
              slot.attempt(),
              slot.base(),
              KvV2Reader.versionOf(version),
              slot.pending());
      case KvV2Slots.Slot.Empty empty -> new PendingResult.Empty();
      case KvV2Slots.Slot.Foreign foreign ->
          new PendingResult.Failed(
              invalid(
                  "%s holds something that Keywright did not write; delete it in Vault"
                      .formatted(reader.mount().slotMetadata(path))));
      case KvV2Slots.Slot.Failed(ProviderFailure failure) -> new PendingResult.Failed(failure);
    };
  }

  @Override
  public CommitResult commit(CommitRequest request) {
    Optional<ProviderFailure> problem =
        reader.mount().problemOf(request.path()).or(() -> problemOf(request.base()));
    if (problem.isPresent()) {
      return new CommitResult.Failed(problem.get());
    }
    Deadline deadline = Deadline.in(timeout);
    return switch (slots.look(request.path(), deadline)) {
      case KvV2Slots.Slot.Held(long version, PendingSlot slot)
          when slot.run().equals(request.run()) ->
          new KvV2Commit(session, reader, request, slot).run(deadline);
      case KvV2Slots.Slot.Held other -> new CommitResult.NotStaged();
      case KvV2Slots.Slot.Empty empty -> new CommitResult.NotStaged();
      case KvV2Slots.Slot.Foreign foreign -> new CommitResult.NotStaged();
      case KvV2Slots.Slot.Failed(ProviderFailure failure) -> new CommitResult.Failed(failure);
    };
  }

  /** Vault cannot remove metadata by check-and-set: only the run itself may clear its slot. */
  @Override
  public ClearResult clear(SecretPath path, String run) {
    Optional<ProviderFailure> problem = reader.mount().problemOf(path);
    if (problem.isPresent()) {
      return new ClearResult.Failed(problem.get());
    }
    Deadline deadline = Deadline.in(timeout);
    return switch (slots.look(path, deadline)) {
      case KvV2Slots.Slot.Held(long version, PendingSlot slot) when slot.run().equals(run) ->
          remove(path, deadline);
      case KvV2Slots.Slot.Empty(long cas) when cas > 0 -> remove(path, deadline);
      case KvV2Slots.Slot.Held other -> new ClearResult.Cleared();
      case KvV2Slots.Slot.Empty empty -> new ClearResult.Cleared();
      case KvV2Slots.Slot.Foreign foreign -> new ClearResult.Cleared();
      case KvV2Slots.Slot.Failed(ProviderFailure failure) -> new ClearResult.Failed(failure);
    };
  }

  private StageResult stage(StageRequest request, long cas, Deadline deadline) {
    SecretPath path = request.path();
    long base = KvV2Reader.numberIn(request.base().id()).orElseThrow();
    String data = reader.mount().data(path);
    return switch (reader.value(data, OptionalLong.empty(), deadline)) {
      case KvV2Reader.Version.Live live when live.number() == base -> fill(request, cas, deadline);
      case KvV2Reader.Version.Live live -> moved(live.number(), base, path);
      case KvV2Reader.Version.Gone gone when gone.number() == base ->
          new StageResult.Failed(invalid(reader.absence(path, gone)));
      case KvV2Reader.Version.Gone gone -> moved(gone.number(), base, path);
      case KvV2Reader.Version.Unknown unknown ->
          new StageResult.Failed(invalid(reader.absence(path)));
      case KvV2Reader.Version.Failed(ProviderFailure failure) -> new StageResult.Failed(failure);
    };
  }

  private StageResult moved(long found, long base, SecretPath path) {
    return found < base
        ? new StageResult.Failed(reader.behind(path))
        : new StageResult.BaseMoved(KvV2Reader.versionOf(found));
  }

  private StageResult fill(StageRequest request, long cas, Deadline deadline) {
    PendingSlot content =
        new PendingSlot(request.run(), request.attempt(), request.base(), request.properties());
    return switch (slots.fill(request.path(), content, cas, deadline)) {
      case KvV2Write.Written.Done(long version) ->
          new StageResult.Staged(KvV2Reader.versionOf(version));
      case KvV2Write.Written.NotTaken not -> overtaken(request, cas, deadline);
      case KvV2Write.Written.Failed(ProviderFailure failure) -> new StageResult.Failed(failure);
    };
  }

  /** Somebody wrote the slot between our look and our write, or Vault refuses the write as such. */
  private StageResult overtaken(StageRequest request, long cas, Deadline deadline) {
    return switch (slots.look(request.path(), deadline)) {
      case KvV2Slots.Slot.Held held when !isEarlier(held, request) -> taken(request, held);
      case KvV2Slots.Slot.Empty(long now) when now == cas ->
          new StageResult.Failed(
              invalid(
                  "Vault does not take a write to %s (code 400)"
                      .formatted(reader.mount().slotData(request.path()))));
      case KvV2Slots.Slot.Empty empty -> new StageResult.Failed(busy(request.path()));
      case KvV2Slots.Slot.Held earlier -> new StageResult.Failed(busy(request.path()));
      case KvV2Slots.Slot.Foreign foreign -> foreign(request.path());
      case KvV2Slots.Slot.Failed(ProviderFailure failure) -> new StageResult.Failed(failure);
    };
  }

  private static StageResult taken(StageRequest request, KvV2Slots.Slot.Held held) {
    PendingSlot slot = held.content();
    if (!slot.run().equals(request.run())) {
      return new StageResult.Occupied(slot.run());
    }
    return slot.attempt() == request.attempt()
        ? new StageResult.Staged(KvV2Reader.versionOf(held.version()))
        : new StageResult.Occupied(slot.run() + ", attempt " + slot.attempt());
  }

  private static boolean isEarlier(KvV2Slots.Slot.Held held, StageRequest request) {
    return held.content().run().equals(request.run())
        && held.content().attempt() < request.attempt();
  }

  private StageResult foreign(SecretPath path) {
    return new StageResult.Occupied(
        "something that Keywright did not write at " + reader.mount().slotMetadata(path));
  }

  private ClearResult remove(SecretPath path, Deadline deadline) {
    return slots
        .remove(path, deadline)
        .<ClearResult>map(ClearResult.Failed::new)
        .orElseGet(ClearResult.Cleared::new);
  }

  private Optional<ProviderFailure> problemOf(StageRequest request) {
    return reader
        .mount()
        .problemOf(request.path())
        .or(() -> problemOf(request.base()))
        .or(() -> problemOf(request.properties()));
  }

  private static Optional<ProviderFailure> problemOf(SourceVersion base) {
    return KvV2Reader.numberIn(base.id()).isPresent()
        ? Optional.empty()
        : Optional.of(invalid("a version in KV version 2 must be a number from 1"));
  }

  private static Optional<ProviderFailure> problemOf(Map<String, SecretMaterial> properties) {
    if (properties.isEmpty() || properties.containsKey("")) {
      return Optional.of(
          invalid("Vault keeps JSON objects; a rotation there must name the property it changes"));
    }
    return properties.values().stream().allMatch(PendingSlot::isText)
        ? Optional.empty()
        : Optional.of(invalid("Vault keeps text; a rotated value must be UTF-8 text"));
  }

  private ProviderFailure busy(SecretPath path) {
    return ProviderFailure.of(
        FailureKind.UNAVAILABLE,
        "the slot of %s changed at the same moment; it is looked at again"
            .formatted(reader.mount().nameOf(path)));
  }

  private static ProviderFailure invalid(String message) {
    return ProviderFailure.of(FailureKind.INVALID, message);
  }
}
