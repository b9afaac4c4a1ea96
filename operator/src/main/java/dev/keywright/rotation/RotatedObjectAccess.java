package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.fetch.StoreAccess;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionedWriter;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.Slot;
import dev.keywright.rotation.RotationObservation.StorePicture;
import java.util.Map;
import java.util.Optional;

/**
 * The way to a rotated object in its store, with values turned into fingerprints on the way.
 * Thread-safe.
 */
public final class RotatedObjectAccess {
  private final StoreAccess stores;
  private final Fingerprinter fingerprinter;

  public RotatedObjectAccess(StoreAccess stores, Fingerprinter fingerprinter) {
    this.stores = stores;
    this.fingerprinter = fingerprinter;
  }

  /** The answer to {@link #open}. */
  sealed interface Opening {
    /**
     * Go ahead.
     *
     * @param provider reads the object
     * @param writer stages and commits
     */
    record Open(SecretProvider provider, VersionedWriter writer) implements Opening {}

    /**
     * No.
     *
     * @param failure why
     */
    record Shut(StepFailure failure) implements Opening {}
  }

  /** The answer to {@link #read}. */
  sealed interface Reading {
    /**
     * What is current.
     *
     * @param current version and fingerprint
     */
    record Seen(Current current) implements Reading {}

    /**
     * It cannot be seen.
     *
     * @param failure why
     */
    record Unseen(StepFailure failure) implements Reading {}
  }

  /** Opens the store of {@code object} for a policy of {@code namespace}. No remote call. */
  Opening open(RotatedObject object, String namespace) {
    return switch (stores.open(object.store(), namespace, object.path(), StoreAction.Rotate)) {
      case StoreAccess.Access.Refused(Diagnosis diagnosis) ->
          new Opening.Shut(StepFailure.of(diagnosis));
      case StoreAccess.Access.Granted granted -> writable(object, granted);
    };
  }

  private static Opening writable(RotatedObject object, StoreAccess.Access.Granted granted) {
    Optional<VersionedWriter> writer = granted.provider().capability(VersionedWriter.class);
    return writer.isPresent()
        ? new Opening.Open(granted.provider(), writer.get())
        : new Opening.Shut(
            StepFailure.of(
                Diagnosis.of(
                    Reason.InvalidSpec,
                    "%s cannot rotate: a store must keep versions and compare before it writes"
                        + " (Vault KV version 2, AWS Secrets Manager).",
                    object.store())));
  }

  /** What is current. One remote call. */
  Reading read(Opening.Open store, RotatedObject object) {
    return switch (store.provider().read(ReadRequest.current(object.path()))) {
      case ReadResult.Found(SecretObject found) -> new Reading.Seen(currentOf(object, found));
      case ReadResult.Absent(String message) ->
          new Reading.Seen(new Current.Missing(new Diagnosis(Reason.PathNotFound, message)));
      case ReadResult.Failed(var failure) -> new Reading.Unseen(StepFailure.of(failure));
    };
  }

  /** What slot and object hold. Two remote calls. */
  StorePicture look(RotatedObject object, RunIdentity run) {
    return switch (open(object, run.run().namespace())) {
      case Opening.Shut(StepFailure failure) -> new StorePicture.Unseen(failure);
      case Opening.Open store ->
          switch (store.writer().pending(object.path())) {
            case PendingResult.Failed(var failure) ->
                new StorePicture.Unseen(StepFailure.of(failure));
            case PendingResult.Empty empty -> look(store, object, new Slot.Empty());
            case PendingResult.Held held -> look(store, object, slotOf(object, run, held));
          };
    };
  }

  /** What the object holds, without a look at the slot. One remote call. */
  StorePicture lookAtCurrent(RotatedObject object, RunIdentity run) {
    return switch (open(object, run.run().namespace())) {
      case Opening.Shut(StepFailure failure) -> new StorePicture.Unseen(failure);
      case Opening.Open store -> look(store, object, new Slot.Empty());
    };
  }

  /** Fingerprint of values of the rotated properties. */
  Fingerprint fingerprint(RotatedObject object, Map<String, SecretMaterial> values) {
    return fingerprinter.of(object.scope(), values);
  }

  private StorePicture look(Opening.Open store, RotatedObject object, Slot slot) {
    return switch (read(store, object)) {
      case Reading.Seen(Current current) -> new StorePicture.Seen(slot, current);
      case Reading.Unseen(StepFailure failure) -> new StorePicture.Unseen(failure);
    };
  }

  private Current currentOf(RotatedObject object, SecretObject found) {
    return switch (RotatedProperties.find(object, found.content())) {
      case RotatedProperties.Found.Values(var values) ->
          new Current.Value(found.version(), fingerprint(object, values));
      case RotatedProperties.Found.Missing(Diagnosis why) -> new Current.Missing(why);
    };
  }

  private Slot slotOf(RotatedObject object, RunIdentity run, PendingResult.Held held) {
    return held.run().equals(run.id())
        ? new Slot.Ours(
            held.attempt(), held.base(), held.slot(), fingerprint(object, held.properties()))
        : new Slot.Foreign(held.run());
  }
}
