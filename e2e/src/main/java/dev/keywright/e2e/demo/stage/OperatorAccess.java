package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.demo.ground.Cast;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import dev.keywright.e2e.launcher.start.Kubeconfig;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The kubeconfig of the operator: nothing but a token of its ServiceAccount. */
final class OperatorAccess {
  /** As long as a kept demo can go on. */
  private static final Duration TOKEN_TIME = Duration.ofHours(12);

  private OperatorAccess() {}

  /** Asks for the token, for 12 hours, and writes the file. */
  static Path write(RunDirectory run, ControlPlane cluster, KubernetesClient admin, Cast cast) {
    String token =
        admin
            .serviceAccounts()
            .inNamespace(cast.operatorNamespace())
            .withName(cast.serviceAccount())
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(TOKEN_TIME.toSeconds())
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    Path file = run.kubeconfig("operator");
    String text =
        Kubeconfig.withToken(
            cluster.url(), cluster.caPem(), cast.serviceAccount(), cast.operatorNamespace(), token);
    JsonFile.writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
