package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SourceVersion;
import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rotation.driver.spi.RotationDriver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A picture of everything that a decision about one run needs. What the run's phase does not need
 * was not looked at.
 *
 * @param now the time of the picture
 * @param term the leader term that looks
 * @param run who the run is
 * @param spec its spec
 * @param journal its status
 * @param standing the run among its likes
 * @param policy its policy
 * @param store the rotated object in its store
 * @param readers policies with a target that read the object, in the order of their names
 */
public record RotationObservation(
    Instant now,
    String term,
    RunIdentity run,
    SecretRotationSpec spec,
    RunJournal journal,
    Standing standing,
    PolicyPicture policy,
    StorePicture store,
    List<Reader> readers) {
  public RotationObservation {
    readers = List.copyOf(readers);
  }

  /**
   * The driver of the policy.
   *
   * @throws IllegalStateException when there is none; a plan that needs it is only made with one
   */
  RotationDriver driver() {
    if (policy instanceof PolicyPicture.Fit(RotatedObject object, RotationDriver driver)) {
      return driver;
    }
    throw new IllegalStateException("a step that needs the driver was planned without one");
  }

  /**
   * The run among its likes.
   *
   * @param isHandled whether the policy's status says that the run was handled
   * @param isOwned whether the run has its policy as owner, which it gets when it is done
   * @param isPast whether the policy's target has had the value of this run, or of a younger one:
   *     the older goes first
   * @param ahead the run of the same policy that goes first, when there is one
   * @param abandoned ids of runs of the same policy that have ended or are gone: what they left in
   *     the slot is nobody's
   */
  public record Standing(
      boolean isHandled,
      boolean isOwned,
      boolean isPast,
      Optional<String> ahead,
      Set<String> abandoned) {
    public Standing {
      abandoned = Set.copyOf(abandoned);
    }
  }

  /** The policy of the run. */
  public sealed interface PolicyPicture {
    /** Another installation serves it. */
    record Elsewhere() implements PolicyPicture {}

    /** There is no such policy. */
    record Absent() implements PolicyPicture {}

    /**
     * It does not rotate, or not as written.
     *
     * @param diagnosis why
     */
    record Unfit(Diagnosis diagnosis) implements PolicyPicture {}

    /**
     * It rotates.
     *
     * @param object what
     * @param driver with whom
     */
    record Fit(RotatedObject object, RotationDriver driver) implements PolicyPicture {}
  }

  /** The rotated object in its store. */
  public sealed interface StorePicture {
    /** Not needed now. */
    record NotLooked() implements StorePicture {}

    /**
     * It cannot be seen.
     *
     * @param failure why
     */
    record Unseen(StepFailure failure) implements StorePicture {}

    /**
     * It was seen.
     *
     * @param slot what the pending slot holds
     * @param current what is current
     */
    record Seen(Slot slot, Current current) implements StorePicture {}
  }

  /** What the pending slot holds. */
  public sealed interface Slot {
    /** Nothing. */
    record Empty() implements Slot {}

    /**
     * Values of this run.
     *
     * @param attempt which attempt
     * @param base the version it was planned from
     * @param version the version of the slot
     * @param fingerprint of the values
     */
    record Ours(int attempt, SourceVersion base, SourceVersion version, Fingerprint fingerprint)
        implements Slot {}

    /**
     * Values of another run.
     *
     * @param holder its id
     */
    record Foreign(String holder) implements Slot {}
  }

  /** What is current. */
  public sealed interface Current {
    /**
     * The object with every rotated property.
     *
     * @param version its version
     * @param fingerprint of the rotated properties
     */
    record Value(SourceVersion version, Fingerprint fingerprint) implements Current {}

    /**
     * The object, or a rotated property of it, is not there.
     *
     * @param diagnosis PathNotFound, PropertyNotFound or InvalidSpec
     */
    record Missing(Diagnosis diagnosis) implements Current {}
  }

  /**
   * A policy with a target that reads the object.
   *
   * @param policy its name
   * @param unknown why nothing is known of its consumers, as the end of a sentence about the policy
   * @param shown version of the object that its target shows
   * @param wanted revision that its consumers must be on; empty text when nobody is waited for
   * @param restarts whether its consumers are restarted for this revision
   * @param consumers its consumers; empty until the value is published, and when the policy waits
   *     for nobody
   */
  public record Reader(
      ObjectKey policy,
      Optional<String> unknown,
      Optional<SourceVersion> shown,
      String wanted,
      boolean restarts,
      List<Consumer> consumers) {
    public Reader {
      consumers = List.copyOf(consumers);
    }

    /** A policy of whose consumers nothing is known. */
    static Reader unknown(ObjectKey policy, Optional<SourceVersion> shown, String why) {
      return new Reader(policy, Optional.of(why), shown, "", false, List.of());
    }
  }
}
