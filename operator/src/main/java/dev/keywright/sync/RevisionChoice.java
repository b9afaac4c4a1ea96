package dev.keywright.sync;

import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import java.util.Optional;

/**
 * Whether a rendered content is a new revision. A revision stands for content: it is kept through
 * drift repair, deletion by hand, lost status and a lost fingerprint key, and made anew only when
 * the content differs from what the last revision stood for. Pure.
 *
 * <p>Status is believed before the annotations of the target, which anybody who may edit the Secret
 * can forge; the target is believed where its content carries our key's fingerprint and status does
 * not know it (yet, or any more).
 */
sealed interface RevisionChoice {
  /**
   * The content is what that revision stands for.
   *
   * @param revision the revision
   * @param cause why it was made
   */
  record Keep(Revision revision, RevisionCause cause) implements RevisionChoice {}

  /**
   * The content is new.
   *
   * @param cause why
   */
  record Make(RevisionCause cause) implements RevisionChoice {}

  /** Chooses for content with the fingerprint {@code desired}. */
  static RevisionChoice choose(SyncObservation observed, Fingerprint desired) {
    return fromStatus(observed, desired)
        .or(() -> observed.target().flatMap(live -> fromTarget(live, desired)))
        .<RevisionChoice>map(keep -> keep)
        .orElseGet(() -> new Make(causeOf(observed)));
  }

  private static Optional<Keep> fromStatus(SyncObservation observed, Fingerprint desired) {
    return observed
        .writtenTarget()
        .filter(last -> desired.toString().equals(last.fingerprint()))
        .flatMap(
            last ->
                observed
                    .writtenRevision()
                    .filter(revision -> !isSuperseded(observed, revision, desired))
                    .map(revision -> new Keep(revision, causeNamed(last))));
  }

  /**
   * Whether the target shows a later revision of other content: status was not written after the
   * last write, and consumers may be on that content.
   */
  private static boolean isSuperseded(
      SyncObservation observed, Revision last, Fingerprint desired) {
    return observed
        .target()
        .filter(live -> live.isSigned() && !live.content().equals(desired))
        .flatMap(LiveTarget::revision)
        .filter(revision -> revision.compareTo(last) > 0)
        .isPresent();
  }

  /** The target's word, or its bytes where the key of its word is lost. */
  private static Optional<Keep> fromTarget(LiveTarget live, Fingerprint desired) {
    return live.evidence()
        .filter(
            ours ->
                ours.fingerprint().equals(desired)
                    || (isOfAnotherKey(ours.fingerprint(), desired)
                        && live.content().equals(desired)))
        .map(ours -> new Keep(ours.revision(), ours.cause()));
  }

  private static boolean isOfAnotherKey(Fingerprint one, Fingerprint other) {
    return !one.keyId().equals(other.keyId());
  }

  private static RevisionCause causeNamed(TargetStatus last) {
    return Optional.ofNullable(last.cause())
        .flatMap(RevisionCause::named)
        .orElse(RevisionCause.Created);
  }

  private static RevisionCause causeOf(SyncObservation observed) {
    boolean hasWritten = observed.writtenRevision().isPresent();
    if (!hasWritten && observed.target().flatMap(LiveTarget::evidence).isEmpty()) {
      return observed.target().isPresent() ? RevisionCause.Adopted : RevisionCause.Created;
    }
    if (observed.rotation().isPresent()) {
      return RevisionCause.Rotated;
    }
    return hasWritten && observed.isSpecNew()
        ? RevisionCause.SpecChanged
        : RevisionCause.SourceChanged;
  }
}
