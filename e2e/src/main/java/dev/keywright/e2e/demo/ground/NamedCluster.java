package dev.keywright.e2e.demo.ground;

import dev.keywright.e2e.launcher.GivenCluster;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/**
 * A cluster that runs already, with the rights of the person who named it.
 *
 * @param admin a client with that person's rights; to be closed
 */
public record NamedCluster(ControlPlane controlPlane, KubernetesClient admin) {

  /**
   * Opens the cluster of a context.
   *
   * @throws LauncherFailure when it does not answer, or answers without a certificate that is
   *     checked
   */
  public static NamedCluster open(KubeContext context) {
    Config config = Config.fromKubeconfig(context.name(), context.file().toFile());
    if (config.isTrustCerts()) {
      throw new LauncherFailure(
          "context %s skips the check of the API server's certificate, which the operator never does: give it certificate-authority-data"
              .formatted(context.name()));
    }
    KubernetesClient admin =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(config).withUserAgent("keywright-demo").build())
            .build();
    try {
      return new NamedCluster(
          GivenCluster.describe(context.file(), admin, "name another context with --on"), admin);
    } catch (LauncherFailure e) {
      admin.close();
      throw e;
    }
  }
}
