package dev.keywright.testkit;

import dev.keywright.core.StoreReference;
import dev.keywright.fetch.ProviderSurroundings;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.ConfigMapKeyReference;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.ServiceAccountReference;
import java.time.Duration;
import java.util.List;

/** Surroundings in which nothing can be reached. */
public final class FakeSurroundings implements ProviderSurroundings {
  private static final ProviderFailure NOTHING =
      ProviderFailure.of(FailureKind.INVALID, "There is nothing here.");

  @Override
  public CredentialSource credentialsOf(StoreReference store) {
    return new NoCredentials();
  }

  @Override
  public ClusterSecrets clusterSecretsOf(StoreReference store) {
    return (namespace, name, account) -> new ClusterSecrets.Lookup.Refused(NOTHING);
  }

  private static final class NoCredentials implements CredentialSource {
    @Override
    public Credential secret(SecretKeyReference reference) {
      return new Credential.Refused(NOTHING);
    }

    @Override
    public Credential configMap(ConfigMapKeyReference reference) {
      return new Credential.Refused(NOTHING);
    }

    @Override
    public Credential serviceAccountToken(
        ServiceAccountReference reference, List<String> audiences, Duration lifetime) {
      return new Credential.Refused(NOTHING);
    }

    @Override
    public Credential serviceAccountAnnotation(
        ServiceAccountReference reference, String annotation) {
      return new Credential.Refused(NOTHING);
    }
  }
}
