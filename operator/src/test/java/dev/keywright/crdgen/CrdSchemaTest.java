package dev.keywright.crdgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.SelectableField;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that every field of every kind keeps. */
final class CrdSchemaTest {
  /** Of these exactly one must be set, so that none has a default. */
  private static final String ONE_OF_SEVERAL = ".*[.](provider|driver)[.][^.]+";

  private static final List<CustomResourceDefinition> DEFINITIONS =
      new CrdGenerator(SettingsBlocks.installed()).definitions();

  @Test
  void everyFieldIsDescribed() {
    assertThat(everything().filter(SchemaNode::isField))
        .filteredOn(node -> text(node).isBlank())
        .isEmpty();
  }

  @Test
  void everyFieldOfASpecShowsAnExampleAndItsDefault() {
    assertThat(specs().filter(node -> node.isField() && !node.path().endsWith(".spec")))
        .as("no example")
        .filteredOn(node -> !text(node).contains("Example: "))
        .isEmpty();
    assertThat(specs().filter(node -> node.isField() && !node.isRequired()))
        .as("neither required nor one of several blocks, and no default")
        .filteredOn(
            node -> !text(node).contains("Default: ") && !node.path().matches(ONE_OF_SEVERAL))
        .isEmpty();
  }

  @Test
  void noSpecHasADefault() {
    assertThat(specs())
        .as("a persisted default is a permanent difference for GitOps tools")
        .filteredOn(node -> node.schema().getDefault() != null)
        .isEmpty();
  }

  @Test
  void aNewObjectIsShownAsNotLookedAtYet() {
    assertThat(DEFINITIONS)
        .allSatisfy(
            definition -> {
              var root = version(definition).getSchema().getOpenAPIV3Schema();
              assertThat(root.getRequired()).containsExactly("spec");
              assertThat(root.getProperties().get("status"))
                  .extracting(JSONSchemaProps::getDefault)
                  .hasToString("{\"observedGeneration\":-1}");
              assertThat(version(definition).getSubresources().getStatus()).isNotNull();
            });
  }

  @Test
  void everyListHasATypeAndItsKeysAreRequired() {
    assertThat(everything().filter(node -> node.isOfType("array")))
        .isNotEmpty()
        .filteredOn(node -> !hasListType(node.schema()))
        .isEmpty();
  }

  @Test
  void everyStringListAndMapHasAMaximum() {
    assertThat(everything()).filteredOn(node -> !isBounded(node.schema())).isEmpty();
  }

  @Test
  void nothingIsOpenEnded() {
    assertThat(everything())
        .filteredOn(node -> node.schema().getXKubernetesPreserveUnknownFields() != null)
        .isEmpty();
  }

  @Test
  void whatIsWrongIsSaidInWords() {
    assertThat(everything())
        .as("a pattern prints a regular expression, a rule a sentence")
        .filteredOn(node -> node.schema().getPattern() != null)
        .isEmpty();
    assertThat(everything().flatMap(node -> node.schema().getXKubernetesValidations().stream()))
        .isNotEmpty()
        .extracting(ValidationRule::getMessage)
        .filteredOn(message -> !message.matches("(.* )?must (not )?[a-z].*[^.]"))
        .isEmpty();
  }

  @Test
  void wordsThatOnlyJavaKnowsAreNotOffered() {
    assertThat(everything().flatMap(node -> node.schema().getEnum().stream()))
        .isNotEmpty()
        .noneSatisfy(word -> assertThat(word.asText()).isEqualTo("Unrecognized"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SecretPolicy       | Namespaced | secpol    | READY STATUS STORE VALUE-AGE NEXT AGE | SYNCED VERSION MESSAGE | .spec.class .spec.storeRef.kind .spec.storeRef.name .spec.target.name
          SecretStore        | Namespaced | secstore  | READY REASON POLICIES                 | ''                     | .spec.class
          ClusterSecretStore | Cluster    | csecstore | READY REASON POLICIES                 | ''                     | .spec.class
          SecretRotation     | Namespaced | secrot    | POLICY PHASE CAUSE STARTED            | ''                     | .spec.policyRef.name
          """)
  void everyKindIsEasyToListAndToFind(
      String kind, String scope, String shortName, String columns, String wide, String fields) {
    CustomResourceDefinition definition =
        DEFINITIONS.stream()
            .filter(found -> found.getSpec().getNames().getKind().equals(kind))
            .findFirst()
            .orElseThrow();
    assertThat(definition.getSpec().getScope()).isEqualTo(scope);
    assertThat(definition.getSpec().getNames().getShortNames()).containsExactly(shortName);
    assertThat(definition.getSpec().getNames().getCategories()).containsExactly("keywright");
    assertThat(columns(definition, column -> column.getPriority() == 0)).isEqualTo(columns);
    assertThat(columns(definition, column -> column.getPriority() != 0)).isEqualTo(wide);
    assertThat(version(definition).getSelectableFields())
        .extracting(SelectableField::getJsonPath)
        .containsExactlyInAnyOrder(fields.split(" "));
  }

  @Test
  void noKindIsForgottenInTheTableAbove() {
    assertThat(DEFINITIONS).hasSize(4);
  }

  private static boolean hasListType(JSONSchemaProps list) {
    return switch (list.getXKubernetesListType()) {
      case "atomic", "set" -> true;
      case "map" ->
          !list.getXKubernetesListMapKeys().isEmpty()
              && list.getItems()
                  .getSchema()
                  .getRequired()
                  .containsAll(list.getXKubernetesListMapKeys());
      case null, default -> false;
    };
  }

  private static boolean isBounded(JSONSchemaProps schema) {
    return switch (schema.getType()) {
      case "string" ->
          schema.getMaxLength() != null
              || !schema.getEnum().isEmpty()
              || "date-time".equals(schema.getFormat());
      case "array" -> schema.getMaxItems() != null;
      case "object" ->
          schema.getAdditionalProperties() == null || schema.getMaxProperties() != null;
      default -> true;
    };
  }

  private static String text(SchemaNode node) {
    return Objects.requireNonNullElse(node.schema().getDescription(), "");
  }

  private static String columns(
      CustomResourceDefinition definition, Predicate<CustomResourceColumnDefinition> which) {
    return version(definition).getAdditionalPrinterColumns().stream()
        .filter(which)
        .map(CustomResourceColumnDefinition::getName)
        .collect(Collectors.joining(" "));
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition definition) {
    assertThat(definition.getSpec().getVersions()).hasSize(1);
    return definition.getSpec().getVersions().getFirst();
  }

  private static Stream<SchemaNode> specs() {
    return DEFINITIONS.stream().flatMap(definition -> SchemaNode.of(definition, "spec"));
  }

  private static Stream<SchemaNode> everything() {
    return Stream.concat(
        specs(), DEFINITIONS.stream().flatMap(definition -> SchemaNode.of(definition, "status")));
  }
}
