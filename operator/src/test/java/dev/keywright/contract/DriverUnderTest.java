package dev.keywright.contract;

import dev.keywright.core.SecretMaterial;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A driver and its target as the contract needs them. */
public interface DriverUnderTest {
  /** Makes the driver; its name stands under {@code spec.rotation.driver}. */
  RotationDriverFactory<?> factory();

  /** Whether users have this driver; false for a stand-in of tests. */
  default boolean isInstalled() {
    return true;
  }

  /** A settings block as a user writes it, with which everything the contract does must work. */
  Map<String, Object> settings();

  /** A new driver with these settings, on the one target. */
  RotationDriver open();

  /**
   * Whether the target accepts these values, asked from outside; for a target that is the store,
   * whether the driver's settings allow them.
   */
  boolean accepts(Map<String, SecretMaterial> values);

  /** Values of the right names that the target must never accept. */
  Map<String, SecretMaterial> unacceptable();

  /** How often something was changed at the target, asked from outside; constant without one. */
  int changes();

  /** From now on this is wrong between the target and every driver opened here. */
  void set(Trouble trouble);

  /** The troubles that {@link #set} can make; none for a driver that calls nobody. */
  default Set<Trouble> possibleTroubles() {
    return EnumSet.noneOf(Trouble.class);
  }
}
