package dev.keywright.e2e.audit;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The chart's admission policies, bound to one namespace so that other tests notice nothing.
 * Removed on close.
 */
final class InstalledPolicies implements AutoCloseable {
  static final Path FILES = Path.of("../helm/keywright/files/admission");

  private final KubernetesClient admin;
  private final String namespace;
  private final List<HasMetadata> installed = new ArrayList<>();

  InstalledPolicies(KubernetesClient admin, String namespace) {
    this.admin = admin;
    this.namespace = namespace;
  }

  /** What the chart writes from its values. */
  InstalledPolicies parameters(String operator, String gitopsAccounts, String audiences) {
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("keywright-admission")
                .withNamespace(namespace)
                .endMetadata()
                .withData(
                    Map.of(
                        "operator", operator,
                        "gitopsAccounts", gitopsAccounts,
                        "audiences", audiences))
                .build())
        .serverSideApply();
    return this;
  }

  /** Installs the policies of one file and binds each. */
  InstalledPolicies install(String file) throws IOException {
    try (InputStream in = Files.newInputStream(FILES.resolve(file))) {
      for (HasMetadata policy : admin.load(in).items()) {
        create(policy);
        create(binding((GenericKubernetesResource) generic(policy)));
      }
    }
    return this;
  }

  private static HasMetadata generic(HasMetadata policy) {
    return Serialization.unmarshal(Serialization.asYaml(policy), GenericKubernetesResource.class);
  }

  private void create(HasMetadata object) {
    admin.resource(object).serverSideApply();
    installed.addFirst(object);
  }

  private HasMetadata binding(GenericKubernetesResource policy) {
    String name = policy.getMetadata().getName();
    boolean hasParameters = policy.get("spec", "paramKind") != null;
    boolean isValidating = policy.getKind().startsWith("Validating");
    return Serialization.unmarshal(
        """
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: %sBinding
        metadata: {name: %s}
        spec:
          policyName: %s
          %s
          %s
          matchResources:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
        """
            .formatted(
                policy.getKind(),
                name,
                name,
                isValidating ? "validationActions: [Deny]" : "",
                hasParameters
                    ? "paramRef: {name: keywright-admission, namespace: "
                        + namespace
                        + ", parameterNotFoundAction: Deny}"
                    : "",
                namespace),
        GenericKubernetesResource.class);
  }

  @Override
  public void close() {
    installed.forEach(object -> admin.resource(object).delete());
  }
}
