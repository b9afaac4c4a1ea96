package dev.keywright.e2e.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** What the operator needs to restart and observe consumers. */
final class ConsumerRights {
  private ConsumerRights() {}

  /** A ServiceAccount with these rights in one namespace and no others. */
  static void grant(KubernetesClient admin, String namespace, String account) {
    grant(admin, namespace, account, "get, list, watch, patch");
  }

  /** The same without the right to restart. */
  static void grantLooking(KubernetesClient admin, String namespace, String account) {
    grant(admin, namespace, account, "get, list, watch");
  }

  private static void grant(
      KubernetesClient admin, String namespace, String account, String verbs) {
    List<HasMetadata> objects =
        List.of(
            Manifests.parse(
                "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: %s}"
                    .formatted(account)),
            Manifests.parse(
                """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %s}
                rules:
                - {apiGroups: [apps], resources: [deployments, statefulsets, daemonsets], verbs: [%s]}
                - {apiGroups: [""], resources: [pods], verbs: [list]}
                """
                    .formatted(account, verbs)),
            Manifests.parse(
                """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
                subjects: [{kind: ServiceAccount, name: %s, namespace: %s}]
                """
                    .formatted(account, account, account, namespace)));
    objects.forEach(object -> admin.resource(object).inNamespace(namespace).create());
  }
}
