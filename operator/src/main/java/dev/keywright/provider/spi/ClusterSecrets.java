package dev.keywright.provider.spi;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import java.util.Map;

/**
 * Secrets of the cluster that Keywright runs in, for stores that are themselves a namespace of it.
 * Thread-safe.
 */
public interface ClusterSecrets {
  /** The answer to a look-up. */
  sealed interface Lookup {
    /**
     * The Secret.
     *
     * @param values decoded data by key
     * @param version the resourceVersion
     */
    record Found(Map<String, SecretMaterial> values, SourceVersion version) implements Lookup {}

    /** The API server answered and there is no such Secret. */
    record Absent() implements Lookup {}

    /**
     * No answer, or not allowed.
     *
     * @param failure why
     */
    record Refused(ProviderFailure failure) implements Lookup {}
  }

  /**
   * Reads a Secret on behalf of a ServiceAccount: the account must itself be allowed to {@code get}
   * it (asked by LocalSubjectAccessReview), the operator then reads.
   */
  Lookup read(String namespace, String name, ServiceAccountReference onBehalfOf);
}
