package dev.keywright.contract;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link CredentialSource} whose Secrets, ConfigMaps and tokens a test puts in. Thread-safe. */
public final class FakeCredentials implements CredentialSource {
  /** Makes the token of a ServiceAccount. */
  public interface TokenIssuer {
    String issue(ServiceAccountReference account, List<String> audiences, Duration lifetime);
  }

  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final AtomicInteger tokensIssued = new AtomicInteger();
  private volatile TokenIssuer issuer =
      (account, audiences, lifetime) -> "token-of-" + account.name();

  /** Puts a key into a Secret. */
  public FakeCredentials withSecret(String name, String key, String value) {
    values.put("secret/" + name + "/" + key, value);
    return this;
  }

  /** Puts a key into a ConfigMap. */
  public FakeCredentials withConfigMap(String name, String key, String value) {
    values.put("configmap/" + name + "/" + key, value);
    return this;
  }

  /** Lets {@code issuer} make the tokens of ServiceAccounts. */
  public FakeCredentials withTokens(TokenIssuer issuer) {
    this.issuer = issuer;
    return this;
  }

  /** How many tokens were asked for so far. */
  public int tokensIssued() {
    return tokensIssued.get();
  }

  @Override
  public Credential secret(SecretKeyReference reference) {
    return value("secret/" + reference.name() + "/" + reference.key());
  }

  @Override
  public Credential configMap(ConfigMapKeyReference reference) {
    return value("configmap/" + reference.name() + "/" + reference.key());
  }

  @Override
  public Credential serviceAccountToken(
      ServiceAccountReference reference, List<String> audiences, Duration lifetime) {
    tokensIssued.incrementAndGet();
    return new Credential.Resolved(
        SecretMaterial.ofUtf8(issuer.issue(reference, audiences, lifetime)));
  }

  @Override
  public Credential serviceAccountAnnotation(ServiceAccountReference reference, String annotation) {
    return value("serviceaccount/" + reference.name() + "/" + annotation);
  }

  private Credential value(String name) {
    String value = values.get(name);
    return value == null
        ? new Credential.Refused(ProviderFailure.of(FailureKind.INVALID, "there is no " + name))
        : new Credential.Resolved(SecretMaterial.ofUtf8(value));
  }
}
