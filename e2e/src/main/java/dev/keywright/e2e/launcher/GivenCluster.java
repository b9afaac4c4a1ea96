package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A cluster that was asked for by name. */
public final class GivenCluster {
  private GivenCluster() {}

  /**
   * The one of {@code KEYWRIGHT_E2E_KUBECONFIG}.
   *
   * @throws LauncherFailure when the file is no kubeconfig or the cluster does not answer
   */
  static ControlPlane describe(Path kubeconfig) {
    Config config = read(kubeconfig);
    config.setRequestRetryBackoffLimit(1);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return describe(kubeconfig, client, "unset KEYWRIGHT_E2E_KUBECONFIG");
    }
  }

  /**
   * Its address and authority, once it has answered.
   *
   * @param otherwise what a person can do if it cannot be started
   * @throws LauncherFailure when it does not answer
   */
  public static ControlPlane describe(Path kubeconfig, KubernetesClient client, String otherwise) {
    Config config = client.getConfiguration();
    try {
      client.getKubernetesVersion();
    } catch (KubernetesClientException e) {
      throw new LauncherFailure(
          "the cluster of %s does not answer at %s: start it, or %s"
              .formatted(kubeconfig, config.getMasterUrl(), otherwise),
          e);
    }
    return new ControlPlane(kubeconfig, config.getMasterUrl(), authority(config), null, null);
  }

  private static Config read(Path kubeconfig) {
    try {
      return Config.fromKubeconfig(kubeconfig.toFile());
    } catch (RuntimeException e) {
      throw new LauncherFailure(
          kubeconfig + " is no kubeconfig: correct or unset KEYWRIGHT_E2E_KUBECONFIG", e);
    }
  }

  private static String authority(Config config) {
    if (config.getCaCertData() != null) {
      return new String(Base64.getDecoder().decode(config.getCaCertData()), StandardCharsets.UTF_8);
    }
    if (config.getCaCertFile() == null) {
      return "";
    }
    try {
      return Files.readString(Path.of(config.getCaCertFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
