package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.SourceVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a step adds to the audit trail. Names, versions and keyed fingerprints, never a value.
 *
 * @param type what kind of thing is told
 * @param at when
 * @param from phase before, empty text before the first
 * @param to phase that is meant or was reached
 * @param attempt which attempt of the run
 * @param diagnosis why, where it did not succeed
 * @param change the value before and after, once there is one
 * @param consumers workloads, where the step is about them
 */
public record RotationRecord(
    Type type,
    Instant at,
    String from,
    String to,
    int attempt,
    Optional<Diagnosis> diagnosis,
    Change change,
    List<RotationConsumer> consumers) {
  public RotationRecord {
    consumers = List.copyOf(consumers);
  }

  /** What kind of thing is told. */
  public enum Type {
    /** A request was accepted and a run made for it. */
    REQUEST_ACCEPTED,
    /** A request was refused. */
    REQUEST_REFUSED,
    /** An effect is about to be had. */
    INTENDED,
    /** A phase was completed. */
    COMPLETED,
    /** A step failed and is tried again. */
    FAILED,
    /** The run waits for a person, a privilege or consumers. */
    HELD,
    /** The run was picked up again from the store, its status was lost. */
    RESUMED,
    /** The run ended without a new value. */
    ENDED,
    /** The run ended and its value is current. */
    DONE
  }

  /**
   * The rotated properties before and after.
   *
   * @param fingerprintBefore of the values that were current
   * @param fingerprintAfter of the values that were staged
   * @param versionBefore version of the object that was current
   * @param versionAfter version that made the new values current
   */
  public record Change(
      Optional<Fingerprint> fingerprintBefore,
      Optional<Fingerprint> fingerprintAfter,
      Optional<SourceVersion> versionBefore,
      Optional<SourceVersion> versionAfter) {
    /** Nothing known. */
    public static final Change NONE =
        new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
