package dev.keywright.core;

/**
 * Every reason that a user reads in a condition, an event or a record. Names are part of the API:
 * they are never renamed, and each has an entry in {@code docs/operate/troubleshoot.md} (a test
 * checks it).
 */
public enum Reason {
  /** The target holds what the policy asks for. */
  Synced,
  /** Work is under way. */
  Reconciling,
  /** The store answers and knows us. */
  StoreReady,
  /** The store cannot be reached or answers with a server error. */
  ProviderUnavailable,
  /** The store refuses the identity or its rights. */
  AccessDenied,
  /** The store has no object at the path (or its version is deleted). */
  PathNotFound,
  /** The object has no such property. */
  PropertyNotFound,
  /** The policy names a store that does not exist. */
  StoreNotFound,
  /** The named store exists but is not ready. */
  StoreNotReady,
  /** The cluster store does not allow this namespace, path or action. */
  StoreNotAllowed,
  /** The target belongs to somebody else. */
  TargetConflict,
  /** The target is gone and cannot be rebuilt now. */
  TargetMissing,
  /** The rendered data exceeds the 1 MiB limit of the kind. */
  TargetTooLarge,
  /** The spec cannot be carried out as written. */
  InvalidSpec,
  /** The store asks for fewer requests. */
  RateLimited,
  /** Some keys could not be synced, the others were. */
  PartiallySynced,
  /** The rotation is done: its value is current and its consumers have it. */
  RotationDone,
  /** The last rotation failed before anything was published; the old value is in use. */
  RotationFailed,
  /** A rotation waits for a person or for consumers; nothing is retired. */
  RotationHeld,
  /** A rotation stopped for good and needs a person. */
  RotationQuarantined,
  /** The target needs a change that Kubernetes only allows by delete and create. */
  RecreateHeld,
  /** The target was edited while the store is down. */
  TargetDrifted,
  /** The last good value is older than allowed. */
  Stale
}
