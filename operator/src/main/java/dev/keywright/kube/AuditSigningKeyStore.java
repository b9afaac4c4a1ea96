package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.core.SecretMaterial;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * The key that signs checkpoints of the audit trail: an Ed25519 key pair in a Secret of the
 * operator's namespace, made on first start and kept. With another key, checkpoints from then on
 * are signed by it; those from before stay valid under the old public key.
 */
public final class AuditSigningKeyStore {
  /** Name of the Secret. */
  public static final String NAME = "keywright-audit-signing-key";

  private static final String PRIVATE = "private";
  private static final String PUBLIC = "public";
  private static final String ALGORITHM = "Ed25519";

  private final KubernetesClient client;
  private final String namespace;

  public AuditSigningKeyStore(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * The key pair of this installation. Two replicas that start together agree on one: the API
   * server lets one create win.
   *
   * @throws IllegalStateException when the Secret exists and does not hold a key pair
   */
  public KeyPair open() {
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
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      Base64.Encoder base64 = Base64.getEncoder();
      return new SecretBuilder()
          .withNewMetadata()
          .withName(NAME)
          .withNamespace(namespace)
          .withLabels(Map.of("app.kubernetes.io/part-of", ApiNames.MANAGED_BY_VALUE))
          .endMetadata()
          .withType(ApiNames.GROUP + "/audit-signing-key")
          .withData(
              Map.of(
                  PRIVATE, base64.encodeToString(pair.getPrivate().getEncoded()),
                  PUBLIC, base64.encodeToString(pair.getPublic().getEncoded())))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private KeyPair read(Secret secret) {
    Map<String, SecretMaterial> data = TargetReader.materialOf(secret);
    SecretMaterial privateKey = data.get(PRIVATE);
    SecretMaterial publicKey = data.get(PUBLIC);
    if (privateKey == null || publicKey == null) {
      throw malformed();
    }
    try {
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
      return new KeyPair(
          keys.generatePublic(new X509EncodedKeySpec(publicKey.reveal())),
          keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey.reveal())));
    } catch (GeneralSecurityException e) {
      throw malformed();
    }
  }

  private IllegalStateException malformed() {
    return new IllegalStateException(
        "Secret "
            + namespace
            + "/"
            + NAME
            + " does not hold the key that signs checkpoints; delete it to get a new one");
  }
}
