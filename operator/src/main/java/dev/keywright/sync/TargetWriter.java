package dev.keywright.sync;

import java.util.Optional;

/**
 * The only writer of targets. Always names the resourceVersion that was observed. Implemented in
 * {@code kube}.
 */
public interface TargetWriter {
  /**
   * Makes the target what {@code write} says. Nothing is written when it already is.
   *
   * @param live the target as observed, when it exists
   */
  WriteOutcome write(TargetWrite write, Optional<LiveTarget> live);
}
