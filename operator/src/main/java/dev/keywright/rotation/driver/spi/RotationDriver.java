package dev.keywright.rotation.driver.spi;

import dev.keywright.core.SecretMaterial;
import java.util.Map;
import java.util.SortedSet;

/**
 * One kind of target with one policy's settings. Thread-safe. No method throws for an expected
 * failure; every remote call has a timeout. Every step may be repeated with the same request and
 * then changes nothing more.
 *
 * <pre>
 *   draw ──► (slot) ──► apply ──► probe ──► (commit) ──► (consumers) ──► retire
 *                         ▲         │
 *                         └─ only if the probe rejects the pending value
 * </pre>
 */
public interface RotationDriver {
  /** What this driver and its target can do. Constant. */
  DriverCapabilities capabilities();

  /**
   * The properties of the store's object that get new values; the empty name means the whole value
   * of an object that is not a JSON object. Constant, not empty.
   */
  SortedSet<String> properties();

  /**
   * New values for exactly {@link #properties()}, different at each call. No I/O. Never called for
   * a target that {@link DriverCapabilities#mintsValue() mints} its values.
   */
  Map<String, SecretMaterial> draw();

  /**
   * Makes the pending values valid at the target. Called after a {@link #probe} has rejected them,
   * never for a driver that {@link DriverCapabilities#setAndCommitAtOnce() sets and commits at
   * once}.
   */
  ApplyResult apply(DriverRequest request);

  /** Finds out whether the pending values are good. Changes nothing. */
  ProbeResult probe(DriverRequest request);

  /**
   * Takes what the run has replaced out of service, as far as that is this driver's business.
   * Called only after every consumer was observed on the new values; looks first, and finding
   * nothing left to do is success.
   */
  RetireResult retire(DriverRequest request);
}
