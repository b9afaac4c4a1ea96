package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.fetch.SourceKey;
import java.util.Map;
import java.util.Optional;

/** What came of rendering. */
sealed interface RenderResult {
  /**
   * The target.
   *
   * @param target what to write
   * @param missing optional sources that are not there (PathNotFound) or lack a property
   *     (PropertyNotFound)
   */
  record Rendered(DesiredTarget target, Map<SourceKey, Reason> missing) implements RenderResult {}

  /**
   * The values do not fit the policy; the last good target stays.
   *
   * @param diagnosis PropertyNotFound, InvalidSpec or TargetTooLarge
   * @param source the source it is about, where it is about one
   */
  record Unrenderable(Diagnosis diagnosis, Optional<SourceKey> source) implements RenderResult {}
}
