package dev.keywright.crdgen;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One place of a schema.
 *
 * @param path from the kind on, such as {@code SecretPolicy.spec.data[].key}; {@code []} is an
 *     element of a list and {@code {}} a value of a map
 * @param isRequired whether the object around it must have it
 */
record SchemaNode(String path, JSONSchemaProps schema, boolean isRequired) {
  /** The spec or the status of a kind with all that is below. */
  static Stream<SchemaNode> of(CustomResourceDefinition definition, String part) {
    JSONSchemaProps root =
        definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    String path = definition.getSpec().getNames().getKind() + "." + part;
    return new SchemaNode(path, Objects.requireNonNull(root.getProperties().get(part)), true)
        .tree();
  }

  /** Whether it has a name of its own, unlike an element. */
  boolean isField() {
    return !path.endsWith("[]") && !path.endsWith("{}");
  }

  boolean isOfType(String type) {
    return type.equals(schema.getType());
  }

  @Override
  public String toString() {
    return path;
  }

  private Stream<SchemaNode> tree() {
    Stream<SchemaNode> fields =
        schema.getProperties().entrySet().stream()
            .map(
                field ->
                    new SchemaNode(
                        path + "." + field.getKey(),
                        field.getValue(),
                        schema.getRequired().contains(field.getKey())));
    return Stream.concat(
        Stream.of(this), Stream.concat(fields, elements()).flatMap(SchemaNode::tree));
  }

  private Stream<SchemaNode> elements() {
    Stream<SchemaNode> ofList =
        schema.getItems() == null
            ? Stream.empty()
            : Stream.of(new SchemaNode(path + "[]", schema.getItems().getSchema(), true));
    JSONSchemaPropsOrBool values = schema.getAdditionalProperties();
    Stream<SchemaNode> ofMap =
        values == null || values.getSchema() == null
            ? Stream.empty()
            : Stream.of(new SchemaNode(path + "{}", values.getSchema(), true));
    return Stream.concat(ofList, ofMap);
  }
}
