package dev.keywright.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.docs.DocumentedYaml;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.tool.Helm;
import dev.keywright.e2e.tool.YamlDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People keep CRDs and policies in a repository that Flux substitutes variables in, or in the
 * templates of a chart of theirs. Neither may change a byte of what it means.
 */
@DisplayName("S53 CRDs and samples in other people's pipelines")
final class TemplatedYamlIT {
  /** What envsubst of GNU gettext takes for a variable, beside {@code ${name}}. */
  private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$[A-Za-z_]");

  @ParameterizedTest(name = "{0} survives strict substitution by Flux")
  @MethodSource("yaml")
  void survivesFlux(DocumentedYaml yaml) {
    assertThat(FluxSubstitution.of(yaml.text())).isEqualTo(yaml.text());
  }

  @ParameterizedTest(name = "{0} has nothing that envsubst takes for a variable")
  @MethodSource("yaml")
  void survivesEnvsubst(DocumentedYaml yaml) {
    assertThat(yaml.text()).doesNotContainPattern(SHELL_VARIABLE);
  }

  @ParameterizedTest(name = "{0} survives as a template of a chart")
  @MethodSource("yaml")
  void survivesHelm(DocumentedYaml yaml, @TempDir Path chart) {
    assertThat(rendered(yaml.text(), chart))
        .containsExactlyInAnyOrderElementsOf(YamlDocuments.of(yaml.text()));
  }

  @Test
  @DisplayName("the three checks find what they are there to find")
  void theChecksCanFail(@TempDir Path chart) {
    assertThatIllegalArgumentException().isThrownBy(() -> FluxSubstitution.of("a: ${b}"));
    assertThat("a: $b").containsPattern(SHELL_VARIABLE);
    String template = "{kind: ConfigMap, apiVersion: v1, metadata: {name: \"{{ 1 }}\"}}";
    assertThat(rendered(template, chart)).isNotEqualTo(YamlDocuments.of(template));
  }

  static List<DocumentedYaml> yaml() {
    List<DocumentedYaml> found = new ArrayList<>(DocumentedYaml.all());
    for (Path crd : Checkout.current().crds()) {
      found.add(new DocumentedYaml("crds/" + crd.getFileName(), read(crd)));
    }
    return found;
  }

  private static List<JsonNode> rendered(String template, Path chart) {
    try {
      Files.writeString(
          chart.resolve("Chart.yaml"), "{apiVersion: v2, name: theirs, version: 1.0.0}");
      Files.createDirectories(chart.resolve("templates"));
      Files.writeString(chart.resolve("templates/copied.yaml"), template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Helm().render("theirs", "shop", chart, List.of());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
