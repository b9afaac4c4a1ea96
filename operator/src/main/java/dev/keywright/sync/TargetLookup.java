package dev.keywright.sync;

import dev.keywright.core.ObjectKey;
import java.util.Optional;

/**
 * Finds targets as they stand. Answers come from a cache that has seen every write of ours.
 * Implemented in {@code kube}.
 */
public interface TargetLookup {
  /** The Secret {@code key} as the target of that policy, when it exists and carries our label. */
  Optional<LiveTarget> find(ObjectKey key, String policy, String policyUid);
}
