package dev.keywright.kube;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretStore;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** Makes clients of the API server the way Keywright needs them. */
public final class KubeClients {
  /** Status too: it is what a watch that has failed says. */
  private static final List<Class<? extends KubernetesResource>> WATCHED =
      List.of(
          SecretPolicy.class,
          SecretStore.class,
          ClusterSecretStore.class,
          SecretRotation.class,
          Secret.class,
          Namespace.class,
          Deployment.class,
          StatefulSet.class,
          DaemonSet.class,
          Lease.class,
          Status.class);

  private KubeClients() {}

  /** A client for the operator, configured from its Pod or from KUBECONFIG. */
  public static KubernetesClient forOperator() {
    return of(ApiNames.FIELD_MANAGER, Config.autoConfigure(null));
  }

  /**
   * A client that writes as field manager {@code manager}. A word of an enum that a newer version
   * wrote is read as {@code Unrecognized} instead of ending the informer that meets it.
   */
  public static KubernetesClient of(String manager, Config config) {
    Config named =
        new ConfigBuilder(config)
            .withUserAgent(manager + "/" + ApiNames.VERSION)
            .withRequestRetryBackoffLimit(3)
            .withRequestTimeout(10_000)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(named)
        .withKubernetesSerialization(serialization())
        .build();
  }

  /**
   * How resources are read and written. It knows the kinds that the operator watches and no others:
   * by default the client loads the classes of every kind of Kubernetes, a thousand of them, and
   * reads an event about a kind that it was not told of three times over.
   */
  public static KubernetesSerialization serialization() {
    KubernetesSerialization serialization =
        new KubernetesSerialization(
            new ObjectMapper()
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE),
            false);
    WATCHED.forEach(serialization::registerKubernetesResource);
    return serialization;
  }
}
