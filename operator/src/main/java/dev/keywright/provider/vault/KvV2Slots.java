package dev.keywright.provider.vault;

import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretPath;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The slots of a KV version 2 mount, at {@code .keywright/pending/<path>}. A Vault policy can name
 * a prefix but no suffix, so a slot beside its object would be readable by all who read the object.
 *
 * @param session the identity
 * @param reader reads slots like any object
 */
record KvV2Slots(VaultSession session, KvV2Reader reader) {
  /** What is in a slot. */
  sealed interface Slot {
    /**
     * Nothing.
     *
     * @param cas what a write must name: 0, or the version somebody deleted
     */
    record Empty(long cas) implements Slot {}

    /**
     * A run's values.
     *
     * @param version of the slot
     * @param content the values
     */
    record Held(long version, PendingSlot content) implements Slot {}

    /** Something that Keywright did not write. */
    record Foreign() implements Slot {}

    /** No answer. */
    record Failed(ProviderFailure failure) implements Slot {}
  }

  Slot look(SecretPath path, Deadline deadline) {
    String data = reader.mount().slotData(path);
    return switch (reader.value(data, OptionalLong.empty(), deadline)) {
      case KvV2Reader.Version.Live live ->
          PendingSlot.in(live.data())
              .<Slot>map(content -> new Slot.Held(live.number(), content))
              .orElseGet(Slot.Foreign::new);
      case KvV2Reader.Version.Gone gone -> new Slot.Empty(gone.number());
      case KvV2Reader.Version.Unknown unknown -> new Slot.Empty(0);
      case KvV2Reader.Version.Failed(ProviderFailure failure) -> new Slot.Failed(failure);
    };
  }

  KvV2Write.Written fill(SecretPath path, PendingSlot content, long cas, Deadline deadline) {
    return new KvV2Write(reader.mount().slotData(path), content.toJson(), cas)
        .send(session, deadline);
  }

  /** Removes the slot with all its versions; empty when it is gone. */
  Optional<ProviderFailure> remove(SecretPath path, Deadline deadline) {
    VaultRequest request = VaultRequest.delete(reader.mount().slotMetadata(path));
    return switch (session.call(request, deadline)) {
      case VaultAnswer.Success done -> Optional.empty();
      case VaultAnswer.NotThere gone -> Optional.empty();
      case VaultAnswer.NotTaken not -> Optional.of(session.garbled());
      case VaultAnswer.Failed(ProviderFailure failure) -> Optional.of(failure);
    };
  }
}
