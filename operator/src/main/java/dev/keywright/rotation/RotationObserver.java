package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.ConsumersSpec;
import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RestartMode;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.api.v1alpha1.TargetStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SourceVersion;
import dev.keywright.rollout.Consumers;
import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.RotationObservation.Reader;
import dev.keywright.rotation.RotationObservation.StorePicture;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the picture that a run is planned from. Thread-safe. */
public final class RotationObserver {
  /** Phases in which others act on the new value. */
  private static final Set<RotationPhase> WAITING =
      Set.of(RotationPhase.Committed, RotationPhase.Published, RotationPhase.Propagated);

  private final RotationObjects objects;
  private final RotationSettingsReader settings;
  private final RotatedObjectAccess access;
  private final Consumers consumers;
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
    this.consumers = consumers;
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
    List<Reader> readers = readersOf(identity, journal);
    return new RotationObservation(
        now,
        installation.term(),
        identity,
        run.getSpec(),
        journal,
        standing,
        picture,
        storeOf(identity, journal, standing, picture, readers),
        readers);
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

  private List<Reader> readersOf(RunIdentity run, RunJournal journal) {
    boolean isWaitingForOthers =
        !journal.isEnded() && journal.phase().filter(WAITING::contains).isPresent();
    Optional<RotatedObject> object = journal.object(run.run().namespace());
    if (!isWaitingForOthers || object.isEmpty()) {
      return List.of();
    }
    boolean isPublished = journal.status().phase() != RotationPhase.Committed;
    return objects.readersOf(object.get().store(), object.get().path()).stream()
        .sorted(Comparator.comparing(policy -> keyOf(policy).toString()))
        .flatMap(policy -> readerOf(policy, object.get(), isPublished).stream())
        .toList();
  }

  private Optional<Reader> readerOf(
      SecretPolicy policy, RotatedObject object, boolean isPublished) {
    SecretPolicyStatus status = policy.getStatus();
    if (status == null || status.observedGeneration() == null || status.observedGeneration() < 0) {
      return Optional.of(Reader.notLookedAt(keyOf(policy)));
    }
    TargetStatus target = status.target();
    if (target == null || target.name() == null) {
      return Optional.empty();
    }
    ConsumersSpec asked = policy.getSpec() == null ? null : policy.getSpec().consumers();
    boolean restarts =
        asked != null && asked.restart() == RestartMode.Rolling && isRestartedFor(target);
    String revision = asked == null || target.revision() == null ? "" : target.revision();
    return Optional.of(
        new Reader(
            keyOf(policy),
            true,
            shownBy(status, object),
            revision,
            restarts,
            isPublished && Revision.isWellFormed(revision)
                ? consumersOf(policy, target.name(), revision, status.changedTime(), restarts)
                : List.of()));
  }

  /** Nobody restarts the consumers of a target that was just made or taken over. */
  private static boolean isRestartedFor(TargetStatus target) {
    return Optional.ofNullable(target.cause())
        .flatMap(RevisionCause::named)
        .map(RevisionCause::restartsConsumers)
        .orElse(true);
  }

  private List<Consumer> consumersOf(
      SecretPolicy policy,
      String target,
      String revision,
      @Nullable Instant changedTime,
      boolean restarts) {
    Revision wanted = new Revision(revision);
    return consumers.observe(
        policy.getMetadata().getNamespace(),
        target,
        policy.getMetadata().getName(),
        wanted,
        changedTime == null ? wanted.madeAt() : changedTime,
        restarts);
  }

  private static Optional<SourceVersion> shownBy(SecretPolicyStatus status, RotatedObject object) {
    List<SourceStatus> rows = status.sources() == null ? List.of() : status.sources();
    return rows.stream()
        .filter(row -> object.store().toString().equals(row.store()))
        .filter(row -> object.path().toString().equals(row.path()))
        .flatMap(row -> Optional.ofNullable(row.version()).stream())
        .map(SourceVersion::new)
        .findFirst();
  }

  private static ObjectKey keyOf(SecretPolicy policy) {
    return new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }

  /** Names in the policy's status of what was handled before. */
  static List<String> handledBy(Optional<SecretPolicyStatus> status) {
    return status
        .map(SecretPolicyStatus::rotation)
        .map(PolicyRotationStatus::handled)
        .orElse(List.of());
  }
}
