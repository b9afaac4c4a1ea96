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
    Optional<Keep> earlier =
        observed
            .target()
            .flatMap(live -> fromTarget(live, desired))
            .or(() -> fromStatus(observed, desired));
    return earlier.isPresent() ? earlier.get() : new Make(causeOf(observed));
  }

  /**
   * The live target's word: its evidence matches, or (with a lost key or forged evidence) its bytes
   * do.
   */
  private static Optional<Keep> fromTarget(LiveTarget live, Fingerprint desired) {
    return live.evidence()
        .filter(ours -> ours.fingerprint().equals(desired) || live.content().equals(desired))
        .map(ours -> new Keep(ours.revision(), ours.cause()));
  }

  private static Optional<Keep> fromStatus(SyncObservation observed, Fingerprint desired) {
    TargetStatus last = observed.status() == null ? null : observed.status().target();
    if (last == null || last.revision() == null || !desired.toString().equals(last.fingerprint())) {
      return Optional.empty();
    }
    return Optional.of(new Keep(new Revision(last.revision()), causeNamed(last)));
  }

  private static RevisionCause causeNamed(TargetStatus last) {
    return Optional.ofNullable(last.cause())
        .flatMap(RevisionCause::named)
        .orElse(RevisionCause.Created);
  }

  private static RevisionCause causeOf(SyncObservation observed) {
    TargetStatus written = observed.status() == null ? null : observed.status().target();
    boolean hasWritten = written != null && written.revision() != null;
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
