package dev.keywright.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.tool.Kubectl;
import dev.keywright.e2e.tool.YamlDocuments;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader copies from the documentation applies, by kubectl and with no unknown field. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("S54 YAML of the documentation")
final class DocumentedYamlIT {
  private final KubernetesClient admin;
  private final Kubectl kubectl;
  private Set<String> made = Set.of();

  DocumentedYamlIT(RealComponents real, KubernetesClient admin) {
    this.admin = admin;
    this.kubectl = new Kubectl(real);
  }

  /** A dry run needs the namespaces of its objects, and makes nothing in them. */
  @BeforeAll
  void makeNamespaces() {
    made =
        DocumentedYaml.all().stream()
            .flatMap(yaml -> YamlDocuments.of(yaml.text()).stream())
            .map(object -> object.at("/metadata/namespace").asText())
            .filter(name -> !name.isEmpty() && admin.namespaces().withName(name).get() == null)
            .collect(Collectors.toSet());
    made.forEach(
        name ->
            admin
                .resource(
                    new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
                .create());
  }

  @AfterAll
  void removeNamespaces() {
    made.forEach(name -> admin.namespaces().withName(name).delete());
  }

  @ParameterizedTest(name = "{0} applies to the API server")
  @MethodSource("yaml")
  void applies(DocumentedYaml yaml) {
    List<JsonNode> objects = YamlDocuments.of(yaml.text());
    assertThat(objects).isNotEmpty();
    String printed =
        kubectl
            .runWith(yaml.text(), "apply", "--dry-run=server", "--validate=strict", "-f", "-")
            .output();
    assertThat(printed.lines()).hasSameSizeAs(objects).allMatch(line -> line.contains("dry run"));
  }

  @Test
  @DisplayName("the API server refuses what the check above must refuse")
  void refusesAnUnknownField() {
    String typo = DocumentedYaml.all().getFirst().text().replace("address:", "adress: x, address:");
    assertThat(
            kubectl
                .runWith(typo, "apply", "--dry-run=server", "--validate=strict", "-f", "-")
                .complaint())
        .contains("unknown field \"spec.provider.vault.adress\"");
  }

  static List<DocumentedYaml> yaml() {
    List<DocumentedYaml> found = DocumentedYaml.all();
    assertThat(found).hasSizeGreaterThan(10);
    return found;
  }
}
