package dev.keywright.rotation.driver.spi;

import java.util.Optional;

/**
 * Makes {@link RotationDriver}s of one kind. Found by {@link java.util.ServiceLoader}; the settings
 * type's schema is folded into the CRD under {@code spec.rotation.driver.<name>}.
 *
 * @param <S> the settings as a record with CRD annotations; conversion ignores unknown fields
 */
public interface RotationDriverFactory<S extends Record> {
  /**
   * The block under {@code spec.rotation.driver} that selects this driver, for instance {@code
   * valueOnly}.
   */
  String name();

  /** The type of the settings block. */
  Class<S> settingsType();

  /**
   * What is wrong with settings that the CRD schema let through; empty when nothing is. Pure, no
   * I/O.
   *
   * @return a sentence for people, without the full stop, that names the field and the way out
   */
  Optional<String> problemOf(S settings);

  /**
   * Opens a driver. Does no I/O: a target that is down shows in the first call.
   *
   * @param settings for which {@link #problemOf} is empty
   */
  RotationDriver open(S settings, DriverEnvironment environment);
}
