package dev.keywright.e2e.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rights that the chart gives the operator, read from the rule files that the chart itself
 * includes.
 */
public final class ChartRights {
  private static final String API_GROUP = "rbac.authorization.k8s.io";

  private final Path chart;

  /**
   * @param chart the folder {@code helm/keywright}
   */
  public ChartRights(Path chart) {
    this.chart = chart;
  }

  /** Rules over the whole cluster, as an installation without a namespace list has them. */
  public List<PolicyRule> clusterRules() {
    List<PolicyRule> rules = new ArrayList<>();
    for (String file : List.of("rules", "rules-tokens", "rules-consumers", "rules-cluster")) {
      rules.addAll(read(file));
    }
    return rules;
  }

  /** Makes the namespace, the ServiceAccount {@code name} and its bindings. May be called again. */
  public void grant(KubernetesClient admin, String namespace, String name) {
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .serverSideApply();
    admin
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withRules(clusterRules())
                .build())
        .serverSideApply();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewRoleRef(API_GROUP, "ClusterRole", namespace)
                .addNewSubject("", "ServiceAccount", name, namespace)
                .build())
        .serverSideApply();
    admin
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(name + "-own")
                .withNamespace(namespace)
                .endMetadata()
                .withRules(read("rules-own"))
                .build())
        .serverSideApply();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name + "-own")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(API_GROUP, "Role", name + "-own")
                .addNewSubject("", "ServiceAccount", name, namespace)
                .build())
        .serverSideApply();
  }

  /**
   * Takes away what {@link #grant} made outside the namespace. What is in the namespace goes with
   * it.
   */
  public static void revoke(KubernetesClient admin, String namespace) {
    admin.rbac().clusterRoleBindings().withName(namespace).delete();
    admin.rbac().clusterRoles().withName(namespace).delete();
  }

  private List<PolicyRule> read(String file) {
    try {
      return new ObjectMapper(new YAMLFactory())
          .readValue(
              chart.resolve("files").resolve(file + ".yaml").toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("the chart's rule files are in " + chart, e);
    }
  }
}
