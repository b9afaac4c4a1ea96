package dev.keywright.policy;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.SecretPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a policy that starts rotations and tells how they stand. Implemented in {@code
 * rotation}'s terms by the root.
 */
public interface RotationConcern {
  /**
   * What is told of rotation.
   *
   * @param rotation for the status
   * @param request state of the request annotation
   * @param conditions the policy's conditions with the ones of rotation set or removed
   * @param nextLook how long to wait at most before looking again
   */
  record Part(
      @Nullable PolicyRotationStatus rotation,
      @Nullable RequestStatus request,
      List<Condition> conditions,
      Duration nextLook) {}

  /**
   * Starts what is due and tells how rotation of {@code policy} stands. {@code conditions} are the
   * ones to build on.
   */
  Part look(SecretPolicy policy, List<Condition> conditions);

  /** The status of {@code policy} was written. */
  void written(SecretPolicy policy);
}
