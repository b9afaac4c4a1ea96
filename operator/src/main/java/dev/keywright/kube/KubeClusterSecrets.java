package dev.keywright.kube;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.kube.StoreReach.Place;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.authorization.v1.LocalSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.LocalSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets of this cluster for one store: the API server is asked whether the ServiceAccount may
 * {@code get} the Secret (LocalSubjectAccessReview, authorization.k8s.io/v1, which a Role of the
 * namespace can allow), then the operator reads it. Nothing is kept, so a right that is taken away
 * ends at the next read. Thread-safe.
 */
public final class KubeClusterSecrets implements ClusterSecrets {
  private final KubernetesClient client;
  private final StoreReach reach;

  /**
   * @param client must bound its calls and their repeats: a provider waits for them
   * @param store whose account reference is resolved
   */
  public KubeClusterSecrets(KubernetesClient client, StoreReference store) {
    this.client = client;
    this.reach = new StoreReach(store);
  }

  @Override
  public Lookup read(String namespace, String name, ServiceAccountReference onBehalfOf) {
    if (!StoreReach.isNamespace(namespace) || !StoreReach.isName(name)) {
      return new Lookup.Refused(
          KubeFailures.invalid(
              "The path does not have the form of the name of a Secret in a namespace."));
    }
    return switch (reach.of("ServiceAccount", onBehalfOf.namespace(), onBehalfOf.name())) {
      case Place.Outside(ProviderFailure failure) -> new Lookup.Refused(failure);
      case Place.Within account -> read(new Place.Within(namespace, name), account);
    };
  }

  private Lookup read(Place.Within secret, Place.Within account) {
    try {
      if (!mayGet(secret, account)) {
        return new Lookup.Refused(
            KubeFailures.denied(
                "ServiceAccount %s may not get Secret %s. Grant it `get` on that Secret by a Role"
                    + " and a RoleBinding in namespace %s.",
                account, secret, secret.namespace()));
      }
      Secret found = client.secrets().inNamespace(secret.namespace()).withName(secret.name()).get();
      return found == null ? new Lookup.Absent() : lookup(found);
    } catch (KubernetesClientException e) {
      return new Lookup.Refused(
          KubeFailures.of(e, "reading Secret " + secret + " for ServiceAccount " + account));
    }
  }

  private boolean mayGet(Place.Within secret, Place.Within account) {
    LocalSubjectAccessReview review =
        new LocalSubjectAccessReviewBuilder()
            .withNewMetadata()
            .withNamespace(secret.namespace())
            .endMetadata()
            .withNewSpec()
            .withUser("system:serviceaccount:" + account.namespace() + ":" + account.name())
            .withGroups(
                "system:serviceaccounts",
                "system:serviceaccounts:" + account.namespace(),
                "system:authenticated")
            .withNewResourceAttributes()
            .withNamespace(secret.namespace())
            .withVerb("get")
            .withVersion("v1")
            .withResource("secrets")
            .withName(secret.name())
            .endResourceAttributes()
            .endSpec()
            .build();
    LocalSubjectAccessReview answer =
        client
            .authorization()
            .v1()
            .localSubjectAccessReview()
            .inNamespace(secret.namespace())
            .create(review);
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  private static Lookup lookup(Secret secret) {
    Map<String, SecretMaterial> values = new TreeMap<>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (key, text) -> values.put(key, SecretMaterial.of(Base64.getDecoder().decode(text))));
    }
    return new Lookup.Found(values, new SourceVersion(secret.getMetadata().getResourceVersion()));
  }
}
