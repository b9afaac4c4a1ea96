package dev.keywright.provider.kubernetes;

import com.google.auto.service.AutoService;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.SecretProviderFactory;
import java.time.Duration;
import java.util.Optional;

/** Makes providers for namespaces of this cluster: {@code spec.provider.kubernetes}. */
@SuppressWarnings("rawtypes") // a service is found by its raw type
@AutoService(SecretProviderFactory.class)
public final class KubernetesProviderFactory implements SecretProviderFactory<KubernetesSettings> {
  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public Class<KubernetesSettings> settingsType() {
    return KubernetesSettings.class;
  }

  /** Nothing: the schema says it all. */
  @Override
  public Optional<String> problemOf(KubernetesSettings settings) {
    return Optional.empty();
  }

  @Override
  public SecretProvider open(KubernetesSettings settings, ProviderEnvironment environment) {
    return new KubernetesProvider(settings, environment.clusterSecrets());
  }

  @Override
  public Duration defaultRefreshInterval() {
    return Duration.ofMinutes(5);
  }
}
