package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import dev.keywright.fetch.SourceKey;
import java.util.Optional;

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
   * @param source the source it is about, where it is about one
   */
  record Unrenderable(Diagnosis diagnosis, Optional<SourceKey> source) implements RenderResult {}
}
