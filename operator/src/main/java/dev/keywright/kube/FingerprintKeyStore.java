package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.SecretMaterial;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * The installation's fingerprint key: a Secret in the operator's namespace, made on first start and
 * kept. Losing it rewrites annotations at most; no consumer is restarted (contents are compared
 * with the live targets instead).
 */
public final class FingerprintKeyStore {
  /** Name of the Secret. */
  public static final String NAME = "keywright-fingerprint-key";

  private static final String KEY = "key";
  private static final String KEY_ID = "id";
  private static final int KEY_BYTES = 32;

  private final KubernetesClient client;
  private final String namespace;
  private final SecureRandom random;

  public FingerprintKeyStore(KubernetesClient client, String namespace, SecureRandom random) {
    this.client = client;
    this.namespace = namespace;
    this.random = random;
  }

  /**
   * The fingerprinter of this installation. Two replicas that start together agree on one key: the
   * API server lets one create win.
   *
   * @throws IllegalStateException when the Secret exists and does not hold a key
   */
  public Fingerprinter open() {
    Secret secret = client.secrets().inNamespace(namespace).withName(NAME).get();
    return read(secret == null ? create() : secret);
  }

  private Secret create() {
    try {
      return client.resource(fresh()).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return client.secrets().inNamespace(namespace).withName(NAME).require();
    }
  }

  private Secret fresh() {
    byte[] key = new byte[KEY_BYTES];
    byte[] id = new byte[4];
    random.nextBytes(key);
    random.nextBytes(id);
    return new SecretBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(namespace)
        .withLabels(Map.of("app.kubernetes.io/part-of", ApiNames.MANAGED_BY_VALUE))
        .endMetadata()
        .withType(ApiNames.GROUP + "/fingerprint-key")
        .withData(
            Map.of(
                KEY,
                Base64.getEncoder().encodeToString(key),
                KEY_ID,
                Base64.getEncoder()
                    .encodeToString(
                        HexFormat.of().formatHex(id).getBytes(StandardCharsets.US_ASCII))))
        .build();
  }

  private Fingerprinter read(Secret secret) {
    Map<String, SecretMaterial> data = TargetReader.materialOf(secret);
    SecretMaterial key = data.get(KEY);
    SecretMaterial id = data.get(KEY_ID);
    if (key == null || id == null || key.sizeBytes() < KEY_BYTES) {
      throw new IllegalStateException(
          "Secret "
              + namespace
              + "/"
              + NAME
              + " does not hold a fingerprint key; delete it to get a new one");
    }
    return new Fingerprinter(id.revealUtf8(), key);
  }
}
