package dev.keywright.sync;

import static dev.keywright.sync.Picture.F1;
import static dev.keywright.sync.Picture.F2;
import static dev.keywright.sync.Picture.OTHER_KEY;
import static dev.keywright.sync.Picture.R0;
import static dev.keywright.sync.Picture.R1;
import static dev.keywright.sync.Picture.R2;
import static dev.keywright.sync.Picture.evidence;
import static dev.keywright.sync.Picture.live;
import static dev.keywright.sync.Picture.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RevisionChoiceTest {
  @Test
  void isMadeForTheFirstContent() {
    assertMade(Picture.fresh(), F1, RevisionCause.Created);
  }

  @Test
  void isMadeForContentThatIsTakenOver() {
    assertMade(Picture.fresh().target(live(Optional.empty(), F1)), F1, RevisionCause.Adopted);
  }

  @Test
  void isKeptForTheSameContent() {
    assertKept(Picture.synced(), F1, R1, RevisionCause.SourceChanged);
  }

  @Test
  void isMadeForOtherContentWithItsCause() {
    assertMade(Picture.synced(), F2, RevisionCause.SourceChanged);
    assertMade(Picture.synced().generation(2), F2, RevisionCause.SpecChanged);
    assertMade(Picture.synced().rotating("run-1", Picture.DB, "2"), F2, RevisionCause.Rotated);
  }

  @Test
  @DisplayName("S16 repair of a deleted or edited target makes no new revision")
  void isKeptThroughRepair() {
    assertKept(Picture.synced().gone(), F1, R1, RevisionCause.SourceChanged);
    assertKept(
        Picture.synced()
            .target(live(Optional.of(evidence(R1, RevisionCause.SourceChanged, F1)), F2)),
        F1,
        R1,
        RevisionCause.SourceChanged);
    assertKept(
        Picture.synced().target(live(Optional.empty(), F1)), F1, R1, RevisionCause.SourceChanged);
  }

  @Test
  @DisplayName("S15 a forged revision, cause or fingerprint does not become ours")
  void believesStatusBeforeAnnotations() {
    assertKept(Picture.synced().target(live(R2, F1)), F1, R1, RevisionCause.SourceChanged);
    assertKept(
        Picture.synced().target(live(Optional.of(evidence(R1, RevisionCause.Rotated, F1)), F1)),
        F1,
        R1,
        RevisionCause.SourceChanged);
    assertKept(
        Picture.synced()
            .target(live(Optional.of(evidence(R1, RevisionCause.SourceChanged, F2)), F1)),
        F1,
        R1,
        RevisionCause.SourceChanged);
  }

  @Test
  void isKeptWhenAnOldStateOfTheTargetIsPutBack() {
    assertKept(Picture.synced().target(live(R0, F2)), F1, R1, RevisionCause.SourceChanged);
  }

  @Test
  @DisplayName("R15 lost status keeps the revision that the target names")
  void isKeptWhenStatusIsLost() {
    assertKept(Picture.synced().status(null), F1, R1, RevisionCause.SourceChanged);
    assertKept(
        Picture.synced()
            .status(null)
            .target(live(Optional.of(evidence(R1, RevisionCause.Rotated, F1)), F2)),
        F1,
        R1,
        RevisionCause.Rotated);
  }

  @Test
  void isKeptWhenStatusWasNotWrittenAfterTheLastWrite() {
    assertKept(Picture.synced().target(live(R2, F2)), F2, R2, RevisionCause.SourceChanged);
  }

  /** Pods may have been restarted for R2: going back to the content of R1 is a change for them. */
  @Test
  void isMadeWhenContentGoesBackBehindAnUntoldRevision() {
    assertMade(Picture.synced().target(live(R2, F2)), F1, RevisionCause.SourceChanged);
  }

  @Test
  void isKeptWhenTheFingerprintKeyIsLost() {
    assertKept(
        Picture.synced()
            .told(told(R1, RevisionCause.Rotated, OTHER_KEY, 1))
            .target(live(Optional.of(evidence(R1, RevisionCause.Rotated, OTHER_KEY)), F1)),
        F1,
        R1,
        RevisionCause.Rotated);
  }

  @Test
  void isMadeWhenSomebodyAnticipatedTheNewValueByHand() {
    assertMade(
        Picture.synced()
            .target(live(Optional.of(evidence(R1, RevisionCause.SourceChanged, F1)), F2)),
        F2,
        RevisionCause.SourceChanged);
  }

  @Test
  void isMadeWhenStatusHoldsNoRevision() {
    assertMade(
        Picture.synced()
            .told(new TargetStatus("orders", null, "not a revision", F1.toString(), "Created", 1L))
            .gone(),
        F1,
        RevisionCause.Created);
  }

  private static void assertKept(
      Picture picture, Fingerprint desired, Revision revision, RevisionCause cause) {
    assertThat(RevisionChoice.choose(picture.take(), desired))
        .isEqualTo(new RevisionChoice.Keep(revision, cause));
  }

  private static void assertMade(Picture picture, Fingerprint desired, RevisionCause cause) {
    assertThat(RevisionChoice.choose(picture.take(), desired))
        .isEqualTo(new RevisionChoice.Make(cause));
  }
}
