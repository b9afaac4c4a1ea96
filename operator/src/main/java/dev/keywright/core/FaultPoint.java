package dev.keywright.core;

/**
 * A place between an effect and the note of it, where a crash would hurt most. Called before and
 * after every effect and every status write of a rotation. Does nothing unless a test puts an
 * implementation on the class path; found by {@link java.util.ServiceLoader}.
 */
@FunctionalInterface
public interface FaultPoint {
  /** The one that does nothing. */
  FaultPoint NONE = name -> {};

  /**
   * Execution has come to this place.
   *
   * @param name of the place, for instance {@code rotation.commit.after}; stable
   */
  void reached(String name);
}
