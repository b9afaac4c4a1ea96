package dev.keywright.testkit.aws;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.ConfigMapKeyReference;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.ServiceAccountReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The keys of one Secret called {@code aws}, and one ServiceAccount, kept in memory. Thread-safe.
 */
public final class StoredCredentials implements CredentialSource {
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();

  /** An access key under {@code id} and {@code key}. */
  public static StoredCredentials of(String accessKeyId, String secretAccessKey) {
    StoredCredentials credentials = new StoredCredentials();
    credentials.put("id", accessKeyId);
    credentials.put("key", secretAccessKey);
    return credentials;
  }

  /** Sets one key. */
  public void put(String key, String value) {
    values.put(key, value);
  }

  /** Removes one key. */
  public void remove(String key) {
    values.remove(key);
  }

  /** How many values were handed out or refused so far. */
  public int reads() {
    return reads.get();
  }

  @Override
  public Credential secret(SecretKeyReference reference) {
    reads.incrementAndGet();
    return value(reference.key(), "Secret aws has no key " + reference.key());
  }

  @Override
  public Credential configMap(ConfigMapKeyReference reference) {
    return refused("no ConfigMaps here");
  }

  @Override
  public Credential serviceAccountToken(
      ServiceAccountReference reference, List<String> audiences, Duration lifetime) {
    return value("token-for-" + audiences.getFirst(), "no ServiceAccounts here");
  }

  @Override
  public Credential serviceAccountAnnotation(ServiceAccountReference reference, String annotation) {
    return value(annotation, "the ServiceAccount has no annotation " + annotation);
  }

  private Credential value(String key, String otherwise) {
    return Optional.ofNullable(values.get(key))
        .<Credential>map(text -> new Credential.Resolved(SecretMaterial.ofUtf8(text)))
        .orElseGet(() -> refused(otherwise));
  }

  private static Credential refused(String message) {
    return new Credential.Refused(ProviderFailure.of(FailureKind.INVALID, message));
  }
}
