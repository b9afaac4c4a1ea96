package dev.keywright.rotation;

import dev.keywright.core.Diagnosis;
import dev.keywright.rotation.driver.spi.RotationDriver;

/** What a policy says about its rotation. */
public sealed interface RotationSettings {
  /**
   * It can be carried out as written.
   *
   * @param object what is rotated
   * @param driver who accepts the value
   */
  record Fit(RotatedObject object, RotationDriver driver) implements RotationSettings {}

  /**
   * It cannot, or the policy does not rotate at all.
   *
   * @param diagnosis InvalidSpec, with the way out
   */
  record Unfit(Diagnosis diagnosis) implements RotationSettings {}
}
