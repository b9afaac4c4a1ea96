package dev.keywright.fetch;

import dev.keywright.core.ObjectKey;

/** Hears which policies have something to do. */
@FunctionalInterface
public interface SourceListener {
  /**
   * A source of {@code policy} has another version, is gone, has come back, or must be reported as
   * overdue. Called from any thread, never under a lock; must return quickly and not throw.
   */
  void changed(ObjectKey policy);
}
