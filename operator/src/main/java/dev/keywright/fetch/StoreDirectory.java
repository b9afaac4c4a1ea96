package dev.keywright.fetch;

import dev.keywright.core.StoreReference;
import java.util.Map;
import java.util.Optional;

/**
 * Stores and namespaces as the cluster describes them now. Answers come from caches, without I/O.
 * Thread-safe.
 */
public interface StoreDirectory {
  /** The store, when it exists and belongs to this installation's class. */
  Optional<StoreDefinition> find(StoreReference reference);

  /** Labels of a namespace; empty map when it does not exist. */
  Map<String, String> namespaceLabels(String namespace);
}
