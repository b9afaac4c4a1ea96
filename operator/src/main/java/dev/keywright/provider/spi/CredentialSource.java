package dev.keywright.provider.spi;

import java.time.Duration;
import java.util.List;

/**
 * Resolves the references in a store's settings to credentials, within what the store may reach: a
 * namespaced store only its own namespace, a cluster store exactly the namespace each reference
 * names. Thread-safe; nothing is cached, so that a changed Secret counts at the next login.
 */
public interface CredentialSource {
  /** The value of one key of a Secret. */
  Credential secret(SecretKeyReference reference);

  /** The value of one key of a ConfigMap, for CA bundles. */
  Credential configMap(ConfigMapKeyReference reference);

  /**
   * A fresh token of a ServiceAccount by TokenRequest.
   *
   * @param audiences never empty
   * @param lifetime at least 10 minutes (a rule of the Kubernetes API)
   */
  Credential serviceAccountToken(
      ServiceAccountReference reference, List<String> audiences, Duration lifetime);

  /**
   * An annotation of a ServiceAccount: what other systems know it by.
   *
   * @param annotation its full name
   */
  Credential serviceAccountAnnotation(ServiceAccountReference reference, String annotation);
}
