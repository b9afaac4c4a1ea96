package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.fetch.SourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What to do about a policy. */
public sealed interface SyncPlan {
  /**
   * Ask the stores.
   *
   * @param sources every object that the policy reads
   * @param known versions that the target already shows, without those that are known to be old:
   *     where all of them are still current, nothing is read and nothing is written; empty when the
   *     target must be rendered again
   * @param urgency who is served first
   */
  record Fetch(Set<SourceKey> sources, Map<SourceKey, SourceVersion> known, Urgency urgency)
      implements SyncPlan {}

  /**
   * Nothing needs doing.
   *
   * @param overdue why the checks of a source have failed for so long that users must be told
   */
  record UpToDate(Optional<Diagnosis> overdue) implements SyncPlan {}

  /**
   * The spec cannot be carried out; the last good target stays.
   *
   * @param diagnosis why
   */
  record Reject(Diagnosis diagnosis) implements SyncPlan {}
}
