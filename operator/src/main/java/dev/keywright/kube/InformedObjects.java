package dev.keywright.kube;

import dev.keywright.core.ObjectKey;
import java.util.Optional;

/**
 * What an informer holds of one kind, and how far it has come. Thread-safe.
 *
 * @param <T> the kind
 */
interface InformedObjects<T> {
  /** The copy of an object; namespace is empty text for cluster-scoped kinds. */
  Optional<T> find(ObjectKey key);

  /**
   * Whether everything up to {@code resourceVersion} has been taken in where {@code key} lives:
   * what is not found then is not there. Resource versions of one kind are comparable numbers
   * (Kubernetes API concepts, since 1.35).
   */
  boolean hasReached(ObjectKey key, String resourceVersion);
}
