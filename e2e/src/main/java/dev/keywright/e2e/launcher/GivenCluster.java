package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
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

  /** Its address and authority, once it has answered. */
  public static ControlPlane describe(Path kubeconfig, KubernetesClient client) {
    Config config = client.getConfiguration();
    try {
      client.getKubernetesVersion();
    } catch (KubernetesClientException e) {
      throw new LauncherFailure(
          "the cluster of %s does not answer at %s".formatted(kubeconfig, config.getMasterUrl()),
          e);
    }
    return new ControlPlane(kubeconfig, config.getMasterUrl(), authority(config), null, null);
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
