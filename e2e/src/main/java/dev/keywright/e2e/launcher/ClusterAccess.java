package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import dev.keywright.e2e.launcher.start.Kubeconfig;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Ways into the cluster: as administrator, and as a ServiceAccount with exactly its rights.
 * Thread-safe.
 */
public final class ClusterAccess implements AutoCloseable {
  private static final Duration TOKEN_TIME = Duration.ofHours(12);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private final RunDirectory run;
  private final ControlPlane controlPlane;
  private final KubernetesClient admin;

  ClusterAccess(RunDirectory run, ControlPlane controlPlane) {
    this.run = run;
    this.controlPlane = controlPlane;
    this.admin = client(controlPlane.kubeconfig());
  }

  /** The one client with all rights. Do not close it. */
  public KubernetesClient admin() {
    return admin;
  }

  /**
   * A token of a ServiceAccount by TokenRequest.
   *
   * @param audiences empty for the API server's own audience
   */
  public String token(
      String namespace, String serviceAccount, List<String> audiences, Duration validity) {
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(serviceAccount)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audiences)
                .withExpirationSeconds(validity.toSeconds())
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /**
   * Writes a kubeconfig that acts as the ServiceAccount (which must exist) for 12 hours; the path
   * can be given to a process.
   */
  public Path kubeconfig(String namespace, String serviceAccount) {
    Path file = run.kubeconfig(namespace + "." + serviceAccount);
    String text =
        Kubeconfig.withToken(
            controlPlane.url(),
            controlPlane.caPem(),
            serviceAccount,
            namespace,
            token(namespace, serviceAccount, List.of(), TOKEN_TIME));
    JsonFile.writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /** A client that acts as the ServiceAccount; the caller closes it. */
  public KubernetesClient actingAs(String namespace, String serviceAccount) {
    return client(kubeconfig(namespace, serviceAccount));
  }

  @Override
  public void close() {
    admin.close();
  }

  /** Patient: a machine that builds or starts much at once answers late. */
  static KubernetesClient client(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setRequestTimeout((int) REQUEST_TIMEOUT.toMillis());
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
