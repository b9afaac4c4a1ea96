package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.Optional;

/**
 * The objects of the cluster that rotations are about. Reads come from caches that show our own
 * writes at once; what they return is not changed. Thread-safe.
 */
public interface RotationObjects {
  /** The answer to a look-up of a policy. */
  sealed interface PolicyLookup {
    /**
     * The policy.
     *
     * @param policy as it stands
     */
    record Found(SecretPolicy policy) implements PolicyLookup {}

    /** There is none. */
    record Absent() implements PolicyLookup {}

    /** Another installation serves it: leave everything about it alone. */
    record Elsewhere() implements PolicyLookup {}
  }

  /** The answer to a creation. */
  sealed interface Creation {
    /**
     * It was made.
     *
     * @param run as the API server returned it
     */
    record Created(SecretRotation run) implements Creation {}

    /** There was one of that name already; it was left as it is. */
    record AlreadyExists() implements Creation {}

    /**
     * Not made; worth trying again.
     *
     * @param diagnosis why
     */
    record Refused(Diagnosis diagnosis) implements Creation {}
  }

  /** The policy of that name. */
  PolicyLookup policy(ObjectKey name);

  /** Every SecretRotation of the policy, ended ones too, in any order. */
  List<SecretRotation> runsOf(ObjectKey policy);

  /** The run whose value the target of {@code policy} got last, as the target itself tells. */
  Optional<String> shownRun(SecretPolicy policy);

  /**
   * Every policy of this installation, in any namespace, with an entry that reads the object, and
   * those of other installations in the cluster that have a target.
   *
   * @param store the store; a namespaced one has readers in its own namespace only
   */
  List<SecretPolicy> readersOf(StoreReference store, SecretPath path);

  /** Creates {@code run}, without looking first. */
  Creation create(SecretRotation run);
}
