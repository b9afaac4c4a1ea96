package dev.keywright.store;

import dev.keywright.api.v1alpha1.SecretStoreStatus;

/**
 * Writes the status of a store object, as one PUT with the resourceVersion of the object that was
 * observed; never repeats it by itself.
 *
 * @param <R> kind of the store
 * @param <C> what the reconciler knows of its surroundings
 */
@FunctionalInterface
public interface StoreStatusWriter<R, C> {
  /**
   * Writes {@code status}.
   *
   * @param observed the object the status was made from; not changed
   * @return false when the object has changed or gone meanwhile: the reconcile ends and the next
   *     one observes again
   */
  boolean write(R observed, SecretStoreStatus status, C context);
}
