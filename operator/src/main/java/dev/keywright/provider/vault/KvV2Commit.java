package dev.keywright.provider.vault;

import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.OptionalLong;

/**
 * One attempt to make a slot's values current; see {@link KvV2Writer} for the steps.
 *
 * @param session the identity
 * @param reader reads the object
 * @param request what is asked
 * @param slot the values, staged by the run of the request
 */
record KvV2Commit(
    VaultSession session, KvV2Reader reader, CommitRequest request, PendingSlot slot) {

  CommitResult run(Deadline deadline) {
    long base = base();
    return switch (current(deadline)) {
      case KvV2Reader.Version.Live live when live.number() == base -> write(live.data(), deadline);
      case KvV2Reader.Version.Live live when live.number() == base + 1 && slot.isIn(live.data()) ->
          committed();
      case KvV2Reader.Version.Live live -> beyond(live.number(), deadline);
      case KvV2Reader.Version.Gone gone when gone.number() == base ->
          failed(FailureKind.INVALID, reader.absence(request.path(), gone));
      case KvV2Reader.Version.Gone gone -> beyond(gone.number(), deadline);
      case KvV2Reader.Version.Unknown unknown ->
          failed(FailureKind.INVALID, reader.absence(request.path()));
      case KvV2Reader.Version.Failed(ProviderFailure failure) -> new CommitResult.Failed(failure);
    };
  }

  private CommitResult write(JsonObject atBase, Deadline deadline) {
    KvV2Write write = new KvV2Write(data(), slot.over(atBase), base());
    return switch (write.send(session, deadline)) {
      case KvV2Write.Written.Done(long version) ->
          new CommitResult.Committed(KvV2Reader.versionOf(version));
      case KvV2Write.Written.NotTaken not -> afterMismatch(deadline);
      case KvV2Write.Written.Failed(ProviderFailure failure)
          when failure.kind() == FailureKind.UNAVAILABLE ->
          hasLanded(deadline) instanceof Landed.Yes
              ? committed()
              : new CommitResult.Failed(failure);
      case KvV2Write.Written.Failed(ProviderFailure failure) -> new CommitResult.Failed(failure);
    };
  }

  private CommitResult afterMismatch(Deadline deadline) {
    return switch (current(deadline)) {
      case KvV2Reader.Version.Live live when live.number() > base() ->
          beyond(live.number(), deadline);
      case KvV2Reader.Version.Gone gone when gone.number() > base() ->
          beyond(gone.number(), deadline);
      case KvV2Reader.Version.Failed(ProviderFailure failure) -> new CommitResult.Failed(failure);
      case KvV2Reader.Version.Live same -> notTaken();
      case KvV2Reader.Version.Gone same -> notTaken();
      case KvV2Reader.Version.Unknown gone -> notTaken();
    };
  }

  /** The object is past its base: by our own write, or by somebody else's. */
  private CommitResult beyond(long current, Deadline deadline) {
    if (current < base()) {
      return new CommitResult.Failed(reader.behind(request.path()));
    }
    return switch (hasLanded(deadline)) {
      case Landed.Yes yes -> committed();
      case Landed.No no -> new CommitResult.BaseMoved(KvV2Reader.versionOf(current));
      case Landed.Untold(ProviderFailure failure) -> new CommitResult.Failed(failure);
    };
  }

  /** Whether version base+1 is ours. */
  private sealed interface Landed {
    /** It has all our values. */
    record Yes() implements Landed {}

    /** It has others, or is not there. */
    record No() implements Landed {}

    /** No answer. */
    record Untold(ProviderFailure failure) implements Landed {}
  }

  private Landed hasLanded(Deadline deadline) {
    return switch (reader.value(data(), OptionalLong.of(base() + 1), deadline)) {
      case KvV2Reader.Version.Live live when slot.isIn(live.data()) -> new Landed.Yes();
      case KvV2Reader.Version.Live other -> new Landed.No();
      case KvV2Reader.Version.Gone gone -> new Landed.No();
      case KvV2Reader.Version.Unknown unknown -> new Landed.No();
      case KvV2Reader.Version.Failed(ProviderFailure failure) -> new Landed.Untold(failure);
    };
  }

  private KvV2Reader.Version current(Deadline deadline) {
    return reader.value(data(), OptionalLong.empty(), deadline);
  }

  private String data() {
    return reader.mount().data(request.path());
  }

  private long base() {
    return KvV2Reader.numberIn(request.base().id()).orElseThrow();
  }

  private CommitResult committed() {
    return new CommitResult.Committed(KvV2Reader.versionOf(base() + 1));
  }

  private CommitResult notTaken() {
    return failed(
        FailureKind.INVALID, "Vault does not take a write to %s (code 400)".formatted(data()));
  }

  private static CommitResult failed(FailureKind kind, String message) {
    return new CommitResult.Failed(ProviderFailure.of(kind, message));
  }
}
