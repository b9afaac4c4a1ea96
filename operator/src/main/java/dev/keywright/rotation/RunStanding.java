package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.rotation.RotationObservation.Standing;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Places a run among the runs of its policy: the one under way goes first, then the oldest. Pure.
 */
final class RunStanding {
  private static final Comparator<RunIdentity> BY_AGE =
      Comparator.comparing(RunIdentity::createdAt).thenComparing(run -> run.run().name());

  private RunStanding() {}

  /**
   * The place of {@code run}.
   *
   * @param runs every run of its policy
   * @param policy status of the policy
   * @param shown the run whose value the policy's target got last
   */
  static Standing of(
      SecretRotation run,
      List<SecretRotation> runs,
      Optional<SecretPolicyStatus> policy,
      Optional<String> shown) {
    RunIdentity identity = RunIdentity.of(run);
    List<String> handled = RotationObserver.handledBy(policy);
    return new Standing(
        handled.contains(identity.run().name()),
        identity.isOperatorMade() && hasOwner(run, identity.policy().name()),
        shown.filter(name -> isUpTo(identity, name, runs)).isPresent(),
        aheadOf(identity, runs),
        abandoned(identity, runs, handled));
  }

  private static boolean hasOwner(SecretRotation run, String policy) {
    return run.getMetadata().getOwnerReferences() != null
        && run.getMetadata().getOwnerReferences().stream()
            .anyMatch(
                owner -> owner.getKind().equals("SecretPolicy") && owner.getName().equals(policy));
  }

  /** Times are cut to seconds: of two runs of one second either may have gone first. */
  private static boolean isUpTo(RunIdentity self, String shown, List<SecretRotation> runs) {
    return shown.equals(self.run().name())
        || runs.stream()
            .map(RunIdentity::of)
            .filter(other -> other.run().name().equals(shown))
            .anyMatch(other -> self.createdAt().isBefore(other.createdAt()));
  }

  private static Optional<String> aheadOf(RunIdentity self, List<SecretRotation> runs) {
    List<SecretRotation> others =
        runs.stream()
            .filter(other -> !self.run().name().equals(other.getMetadata().getName()))
            .filter(other -> !RunJournal.of(other).isEnded())
            .toList();
    return others.stream()
        .filter(other -> RunJournal.of(other).isUnderWay())
        .map(RunIdentity::of)
        .min(BY_AGE)
        .or(
            () ->
                others.stream()
                    .map(RunIdentity::of)
                    .filter(other -> BY_AGE.compare(other, self) < 0)
                    .min(BY_AGE))
        .map(other -> other.run().name());
  }

  /** Ids of runs that were begun and cannot come back: they ended, or their object is gone. */
  private static Set<String> abandoned(
      RunIdentity self, List<SecretRotation> runs, List<String> handled) {
    Set<String> ids = new HashSet<>();
    for (String name : handled) {
      ids.add(name.replace('.', '-'));
      ids.add(RunName.idOf(self.policy(), TriggerKeys.request(name)));
    }
    for (SecretRotation other : runs) {
      String id = RunIdentity.of(other).id();
      if (RunJournal.of(other).isEnded()) {
        ids.add(id);
      } else {
        ids.remove(id);
      }
    }
    return ids;
  }
}
