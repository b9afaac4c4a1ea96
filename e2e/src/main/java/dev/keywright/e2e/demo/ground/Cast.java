package dev.keywright.e2e.demo.ground;

import java.util.List;

/**
 * The names of what the demo makes in the cluster.
 *
 * @param namespace of the application team: stores, policy, Secret, Deployment
 * @param operatorNamespace of the operator, and the name of its ClusterRole
 * @param serviceAccount the operator's account
 * @param installationClass class of the policies and stores that the operator serves; empty for the
 *     default one
 * @param kubectl how a person calls kubectl on this cluster
 */
public record Cast(
    String namespace,
    String operatorNamespace,
    String serviceAccount,
    String installationClass,
    String kubectl) {
  private static final String ACCOUNT = "keywright";

  /** In a cluster of the demo's own: the names of the documentation. */
  public static Cast atHome() {
    return new Cast("shop", "keywright", ACCOUNT, "", "kubectl");
  }

  /**
   * In a cluster of somebody else: names that nobody else uses, and a class of its own, so that a
   * Keywright that is installed there leaves the demo's objects alone and the other way round.
   */
  public static Cast guestIn(KubeContext context) {
    return new Cast(
        "keywright-demo-shop",
        "keywright-demo",
        ACCOUNT,
        "keywright-demo",
        "kubectl --context " + context.name());
  }

  public List<String> namespaces() {
    return List.of(namespace, operatorNamespace);
  }
}
