package dev.keywright.e2e.launcher.start;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** What a fresh cluster needs before it is of use. Every method may be called again. */
public final class ClusterBootstrap {
  private static final String NODE = "fake-node";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(50);

  private final KubernetesClient admin;

  public ClusterBootstrap(KubernetesClient admin) {
    this.admin = admin;
  }

  /** Gives KWOK, which plays kubelet for every pod, all rights. */
  void permitKwok() {
    apply(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("keywright-e2e-kwok")
            .endMetadata()
            .withNewRoleRef()
            .withApiGroup("rbac.authorization.k8s.io")
            .withKind("ClusterRole")
            .withName("cluster-admin")
            .endRoleRef()
            .addNewSubject()
            .withApiGroup("rbac.authorization.k8s.io")
            .withKind("User")
            .withName("kwok")
            .endSubject()
            .build());
  }

  /**
   * Installs the CRDs and waits until they are established. The garbage collector sees kinds at
   * once only if they are there before the controller manager starts.
   */
  public void installCrds(List<Path> files) {
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      try (InputStream yaml = Files.newInputStream(file)) {
        for (HasMetadata resource : admin.load(yaml).items()) {
          apply(resource);
          names.add(resource.getMetadata().getName());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    names.forEach(
        name ->
            Awaitility.await("CRD " + name)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> isEstablished(name)));
  }

  /** Makes the one node, which KWOK reports ready, and waits until it is. */
  void addFakeNode() {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(NODE)
            .addToAnnotations("kwok.x-k8s.io/node", "fake")
            .addToLabels("kubernetes.io/hostname", NODE)
            .addToLabels("kubernetes.io/os", "linux")
            .addToLabels("kubernetes.io/arch", "amd64")
            .endMetadata()
            .build();
    apply(node);
    Awaitility.await("node " + NODE)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .until(this::isNodeReady);
  }

  private boolean isNodeReady() {
    Node node = admin.nodes().withName(NODE).get();
    return node != null
        && node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  private boolean isEstablished(String name) {
    CustomResourceDefinition crd =
        admin.apiextensions().v1().customResourceDefinitions().withName(name).get();
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null // not yet looked at by the API server
        && crd.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }

  private void apply(HasMetadata resource) {
    admin.resource(resource).fieldManager("keywright-e2e").forceConflicts().serverSideApply();
  }
}
