package dev.keywright.sync;

import dev.keywright.core.Diagnosis;

/** What came of rendering. */
sealed interface RenderResult {
  /**
   * The target.
   *
   * @param target what to write
   */
  record Rendered(DesiredTarget target) implements RenderResult {}

  /**
   * The values do not fit the policy; the last good target stays.
   *
   * @param diagnosis PropertyNotFound, InvalidSpec or TargetTooLarge
   */
  record Unrenderable(Diagnosis diagnosis) implements RenderResult {}
}
