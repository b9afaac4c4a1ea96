package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.SourceVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status of a run. What is missing or malformed is simply not known.
 *
 * @param status as written last
 */
public record RunJournal(SecretRotationStatus status) {
  private static final SecretRotationStatus BLANK = new JournalDraft(null).build();

  /** The journal of {@code run}; a blank one before the first write. */
  public static RunJournal of(SecretRotation run) {
    return new RunJournal(run.getStatus() == null ? BLANK : run.getStatus());
  }

  /** Whether the run neither began nor ended. */
  public boolean isBlank() {
    return status.phase() == null && status.outcome() == null;
  }

  /** Whether the run is under way: it was admitted and has not ended. */
  public boolean isUnderWay() {
    return status.phase() != null && !isEnded();
  }

  /** Whether the run has ended and left nothing behind. */
  public boolean isEnded() {
    return status.finishedTime() != null;
  }

  /** Whether it is decided how the run ends, and something is left to clear. */
  boolean isClosing() {
    return status.outcome() != null && !isEnded();
  }

  Optional<RotationPhase> phase() {
    return Optional.ofNullable(status.phase());
  }

  int attempt() {
    return status.attempt() == null ? 1 : status.attempt();
  }

  int failures() {
    return status.failures() == null ? 0 : status.failures();
  }

  /** Whether the journal says that the effect that leads to {@code phase} is about to be had. */
  boolean intends(RotationPhase phase) {
    return status.intent() != null && status.intent().phase() == phase;
  }

  /** The try of the intended effect: that of the run, and one more for each change of its base. */
  int intendedTry() {
    return status.intent() == null || status.intent().attempt() == null
        ? attempt()
        : status.intent().attempt();
  }

  /** Whether the value may be valid somewhere outside the slot. */
  boolean mayBeInUse() {
    return intends(RotationPhase.Applied)
        || intends(RotationPhase.Committed)
        || phase().filter(phase -> phase.compareTo(RotationPhase.Applied) >= 0).isPresent();
  }

  Optional<SourceVersion> baseVersion() {
    return status.base() == null ? Optional.empty() : version(status.base().version());
  }

  Optional<Fingerprint> baseFingerprint() {
    return status.base() == null ? Optional.empty() : fingerprint(status.base().fingerprint());
  }

  /** Fingerprint of the staged values. */
  Optional<Fingerprint> pendingFingerprint() {
    return status.pending() == null
        ? Optional.empty()
        : fingerprint(status.pending().fingerprint());
  }

  /** The version that made the staged values current. */
  public Optional<SourceVersion> committedVersion() {
    return status.pending() == null ? Optional.empty() : version(status.pending().version());
  }

  /** The object that is rotated, once the run was admitted. */
  public Optional<RotatedObject> object(String namespace) {
    return RotatedObject.of(status.subject(), namespace);
  }

  List<RotationConsumer> consumers() {
    return status.consumers() == null ? List.of() : status.consumers();
  }

  boolean isPastDeadline(Instant now) {
    return status.deadline() != null && now.isAfter(status.deadline());
  }

  boolean hasOutbox() {
    return status.outbox() != null && !status.outbox().isEmpty();
  }

  private static Optional<SourceVersion> version(@Nullable String id) {
    return Optional.ofNullable(id)
        .filter(text -> !text.isEmpty() && text.length() <= 128)
        .map(SourceVersion::new);
  }

  private static Optional<Fingerprint> fingerprint(@Nullable String text) {
    return Optional.ofNullable(text).filter(Fingerprint::isWellFormed).map(Fingerprint::parse);
  }
}
