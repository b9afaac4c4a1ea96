package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.rollout.Consumers;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.RotationObservation.Reader;
import dev.keywright.rotation.RotationObservation.StorePicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes the picture that a run is planned from. Thread-safe. */
public final class RotationObserver {
  private final RotationObjects objects;
  private final RotationSettingsReader settings;
  private final RotatedObjectAccess access;
  private final ReaderObserver readers;
  private final Installation installation;

  public RotationObserver(
      RotationObjects objects,
      RotationSettingsReader settings,
      RotatedObjectAccess access,
      Consumers consumers,
      Installation installation) {
    this.objects = objects;
    this.settings = settings;
    this.access = access;
    this.readers = new ReaderObserver(objects, consumers);
    this.installation = installation;
  }

  /** Looks at what the phase of {@code run} needs; blocks for at most two calls to the store. */
  public RotationObservation observe(SecretRotation run, Instant now) {
    RunIdentity identity = RunIdentity.of(run);
    RunJournal journal = RunJournal.of(run);
    Optional<SecretPolicy> policy = Optional.empty();
    PolicyPicture picture = new PolicyPicture.Elsewhere();
    switch (objects.policy(identity.policy())) {
      case RotationObjects.PolicyLookup.Elsewhere elsewhere -> {}
      case RotationObjects.PolicyLookup.Absent absent -> picture = new PolicyPicture.Absent();
      case RotationObjects.PolicyLookup.Found(SecretPolicy found) -> {
        policy = Optional.of(found);
        picture = pictureOf(identity.policy(), found);
      }
    }
    var standing =
        RunStanding.of(
            run,
            objects.runsOf(identity.policy()),
            policy.map(SecretPolicy::getStatus),
            journal.isBlank() ? policy.flatMap(objects::shownRun) : Optional.empty());
    List<Reader> seen = readers.observe(identity, journal);
    return new RotationObservation(
        now,
        installation.term(),
        identity,
        run.getSpec(),
        journal,
        standing,
        picture,
        storeOf(identity, journal, standing, picture, seen),
        seen);
  }

  private PolicyPicture pictureOf(ObjectKey name, SecretPolicy policy) {
    return switch (settings.read(name, policy.getSpec())) {
      case RotationSettings.Unfit(Diagnosis why) -> new PolicyPicture.Unfit(why);
      case RotationSettings.Fit fit -> new PolicyPicture.Fit(fit.object(), fit.driver());
    };
  }

  private StorePicture storeOf(
      RunIdentity run,
      RunJournal journal,
      RotationObservation.Standing standing,
      PolicyPicture policy,
      List<Reader> readers) {
    boolean begins = journal.isBlank() && standing.ahead().isEmpty() && !standing.isOwned();
    if (begins && policy instanceof PolicyPicture.Fit fit) {
      return access.look(fit.object(), run);
    }
    boolean showsAnother =
        journal.phase().filter(RotationPhase.Committed::equals).isPresent()
            && readers.stream().anyMatch(reader -> showsAnother(journal, reader));
    return showsAnother
        ? journal
            .object(run.run().namespace())
            .<StorePicture>map(object -> access.lookAtCurrent(object, run))
            .orElseGet(StorePicture.NotLooked::new)
        : new StorePicture.NotLooked();
  }

  /** Whether a target shows a version that is neither ours nor the one before. */
  private static boolean showsAnother(RunJournal journal, Reader reader) {
    return reader.shown().isPresent()
        && !reader.shown().equals(journal.committedVersion())
        && !reader.shown().equals(journal.baseVersion());
  }

  /** Names in the policy's status of what was handled before. */
  static List<String> handledBy(Optional<SecretPolicyStatus> status) {
    return status
        .map(SecretPolicyStatus::rotation)
        .map(PolicyRotationStatus::handled)
        .orElse(List.of());
  }
}
