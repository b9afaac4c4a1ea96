package dev.keywright.kube;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.StoreReference;
import dev.keywright.kube.StoreReach.Place;
import dev.keywright.provider.spi.ConfigMapKeyReference;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of one store from Secrets, ConfigMaps and TokenRequest (authentication.k8s.io/v1),
 * within the reach of that store. Reads when asked and keeps nothing. Thread-safe.
 */
public final class KubeCredentials implements CredentialSource {
  private final KubernetesClient client;
  private final StoreReach reach;

  /**
   * @param client must bound its calls and their repeats: a provider waits for them
   * @param store whose references are resolved
   */
  public KubeCredentials(KubernetesClient client, StoreReference store) {
    this.client = client;
    this.reach = new StoreReach(store);
  }

  @Override
  public Credential secret(SecretKeyReference reference) {
    return within(
        "reading",
        "Secret",
        reference.namespace(),
        reference.name(),
        place -> {
          Secret secret =
              client.secrets().inNamespace(place.namespace()).withName(place.name()).get();
          return secret == null
              ? missing("Secret", place)
              : entry("Secret", place, reference.key(), decoded(secret.getData(), reference.key()));
        });
  }

  @Override
  public Credential configMap(ConfigMapKeyReference reference) {
    return within(
        "reading",
        "ConfigMap",
        reference.namespace(),
        reference.name(),
        place -> {
          ConfigMap map =
              client.configMaps().inNamespace(place.namespace()).withName(place.name()).get();
          return map == null
              ? missing("ConfigMap", place)
              : entry("ConfigMap", place, reference.key(), valueOf(map, reference.key()));
        });
  }

  @Override
  public Credential serviceAccountToken(
      ServiceAccountReference reference, List<String> audiences, Duration lifetime) {
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException("a token without audience is good for the API server");
    }
    return within(
        "a token of",
        "ServiceAccount",
        reference.namespace(),
        reference.name(),
        place -> {
          TokenRequest wanted =
              new TokenRequestBuilder()
                  .withNewSpec()
                  .withAudiences(audiences)
                  .withExpirationSeconds(lifetime.toSeconds())
                  .endSpec()
                  .build();
          TokenRequest made =
              client
                  .serviceAccounts()
                  .inNamespace(place.namespace())
                  .withName(place.name())
                  .tokenRequest(wanted);
          return made == null || made.getStatus() == null
              ? missing("ServiceAccount", place)
              : new Credential.Resolved(SecretMaterial.ofUtf8(made.getStatus().getToken()));
        });
  }

  @Override
  public Credential serviceAccountAnnotation(ServiceAccountReference reference, String annotation) {
    return within(
        "reading",
        "ServiceAccount",
        reference.namespace(),
        reference.name(),
        place -> {
          ServiceAccount account =
              client.serviceAccounts().inNamespace(place.namespace()).withName(place.name()).get();
          return account == null
              ? missing("ServiceAccount", place)
              : annotationOf(account, place, annotation);
        });
  }

  private static Credential annotationOf(
      ServiceAccount account, Place.Within place, String annotation) {
    return Optional.ofNullable(account.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(annotation))
        .<Credential>map(text -> new Credential.Resolved(SecretMaterial.ofUtf8(text)))
        .orElseGet(
            () ->
                new Credential.Refused(
                    KubeFailures.invalid(
                        "ServiceAccount %s has no annotation %s. Add it, or name the role in the store.",
                        place, annotation)));
  }

  private Credential within(
      String action,
      String kind,
      @Nullable String namespace,
      String name,
      Function<Place.Within, Credential> resolve) {
    return switch (reach.of(kind, namespace, name)) {
      case Place.Outside(ProviderFailure failure) -> new Credential.Refused(failure);
      case Place.Within place -> {
        try {
          yield resolve.apply(place);
        } catch (KubernetesClientException e) {
          yield new Credential.Refused(KubeFailures.of(e, action + " " + kind + " " + place));
        }
      }
    };
  }

  private static Credential entry(
      String kind, Place.Within place, String key, Optional<SecretMaterial> value) {
    return value
        .<Credential>map(Credential.Resolved::new)
        .orElseGet(
            () ->
                new Credential.Refused(
                    KubeFailures.invalid(
                        "%s %s has no key %s. Add the key, or correct the reference.",
                        kind, place, key)));
  }

  private static Credential missing(String kind, Place.Within place) {
    return new Credential.Refused(
        KubeFailures.invalid(
            "There is no %s %s. Create it, or correct the reference.", kind, place));
  }

  private static Optional<SecretMaterial> valueOf(ConfigMap map, String key) {
    return Optional.ofNullable(map.getData())
        .map(data -> data.get(key))
        .map(SecretMaterial::ofUtf8)
        .or(() -> decoded(map.getBinaryData(), key));
  }

  private static Optional<SecretMaterial> decoded(@Nullable Map<String, String> data, String key) {
    return Optional.ofNullable(data)
        .map(entries -> entries.get(key))
        .map(text -> SecretMaterial.of(Base64.getDecoder().decode(text)));
  }
}
