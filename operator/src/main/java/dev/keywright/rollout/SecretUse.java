package dev.keywright.rollout;

/** How a pod reads a Secret. */
public enum SecretUse {
  /**
   * Only as files of a whole volume: the kubelet brings new content into running pods within its
   * sync period (Kubernetes documentation, "Mounted Secrets are updated automatically").
   */
  Mounted,
  /**
   * In a way that a running container never sees change: environment, subPath, mount credentials.
   */
  ReadAtStart;

  /** The use of a pod that reads the same Secret in both ways. */
  SecretUse and(SecretUse other) {
    return this == ReadAtStart ? this : other;
  }
}
