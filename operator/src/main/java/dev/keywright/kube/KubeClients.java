package dev.keywright.kube;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.api.ApiNames;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Makes clients of the API server the way Keywright needs them. */
public final class KubeClients {
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

  /** How resources are read and written. */
  public static KubernetesSerialization serialization() {
    return new KubernetesSerialization(
        new ObjectMapper()
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE),
        true);
  }
}
