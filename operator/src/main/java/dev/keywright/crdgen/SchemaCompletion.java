package dev.keywright.crdgen;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keywright.api.schema.NamespaceName;
import dev.keywright.api.schema.ObjectName;
import io.fabric8.crdv2.generator.v1.JsonSchema;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks a record and its generated schema side by side and adds what the generator leaves out: list
 * types, limits and rules of elements, the blocks of providers and drivers, the rules of
 * references. Takes out enum words that exist in Java only.
 */
final class SchemaCompletion {
  private final String kind;
  private final boolean namespaced;
  private final SettingsBlocks blocks;

  /**
   * @param kind of the resource, for messages
   * @param namespaced whether objects of the kind live in a namespace
   */
  SchemaCompletion(String kind, boolean namespaced, SettingsBlocks blocks) {
    this.kind = kind;
    this.namespaced = namespaced;
    this.blocks = blocks;
  }

  /** Completes {@code schema}, made from {@code type}, in place. */
  void complete(Class<?> type, JSONSchemaProps schema, String path) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = jsonName(component);
      JSONSchemaProps property = schema.getProperties().get(name);
      if (property == null) {
        throw new IllegalStateException(
            path + "." + name + " of " + type.getSimpleName() + " is not in the generated schema");
      }
      completeUse(component.getAccessor().getAnnotatedReturnType(), property, path + "." + name);
    }
    if (isReference(type)) {
      completeReference(type, schema);
    }
    Constraints.dropDoubles(schema);
  }

  private void completeUse(AnnotatedType use, JSONSchemaProps schema, String path) {
    if (isRawMap(use)) {
      fold(schema, path);
    } else if (rawTypeOf(use) == List.class) {
      completeUse(argument(use, 0), schema.getItems().getSchema(), path + "[]");
    } else if (rawTypeOf(use) == Map.class) {
      completeUse(argument(use, 1), schema.getAdditionalProperties().getSchema(), path + "{}");
    } else if (rawTypeOf(use).isRecord()) {
      complete(rawTypeOf(use), schema, path);
    } else if (rawTypeOf(use).isEnum()) {
      listWords(rawTypeOf(use), schema);
    }
    Constraints.apply(use, schema);
    Constraints.dropDoubles(schema);
  }

  /** Puts the blocks of providers or drivers in the place of a raw map. */
  private void fold(JSONSchemaProps schema, String path) {
    List<SettingsBlock> found = blocks.at(path);
    Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
    for (SettingsBlock block : found) {
      JSONSchemaProps folded = JsonSchema.from(block.settings());
      folded.setDescription(block.description());
      complete(block.settings(), folded, path + "." + block.name());
      properties.put(block.name(), folded);
    }
    schema.setAdditionalProperties(null);
    schema.setProperties(properties);
    if (!found.isEmpty()) {
      String what = path.substring(path.lastIndexOf('.') + 1);
      Constraints.addRule(
          schema, Cel.exactlyOneOf(what, found.stream().map(SettingsBlock::name).toList()));
    }
  }

  /**
   * A reference of a namespaced object is looked up in its own namespace and cannot name another; a
   * cluster-wide object has no own namespace and must name one.
   */
  private void completeReference(Class<?> type, JSONSchemaProps schema) {
    JSONSchemaProps name = schema.getProperties().get("name");
    if (name != null) {
      Constraints.apply(ObjectName.class, name);
    }
    JSONSchemaProps namespace = schema.getProperties().get("namespace");
    if (namespace == null) {
      throw new IllegalStateException(type.getSimpleName() + " has no namespace");
    }
    if (namespaced) {
      Constraints.addRule(
          schema,
          Cel.forbidden(
              "namespace",
              "must not be set in a %s: the name is looked up in its own namespace, remove it"
                  .formatted(kind)));
    } else {
      Constraints.apply(NamespaceName.class, namespace);
      Constraints.addRule(
          schema,
          Cel.required(
              "namespace",
              "must be set in a %s: it has no namespace of its own, name the one to look in"
                  .formatted(kind)));
    }
  }

  /** Whether {@code type} names an object that may live in another namespace. */
  private static boolean isReference(Class<?> type) {
    return type.getSimpleName().endsWith("Reference");
  }

  /**
   * The words of an enum in the order of its class, without the one for stored values that this
   * version does not know: nobody may write it.
   */
  private static void listWords(Class<?> type, JSONSchemaProps schema) {
    schema.setEnum(
        Arrays.stream(type.getFields())
            .filter(Field::isEnumConstant)
            .filter(field -> !field.isAnnotationPresent(JsonEnumDefaultValue.class))
            .<JsonNode>map(field -> JsonNodeFactory.instance.textNode(field.getName()))
            .toList());
  }

  private static String jsonName(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null || property.value().isEmpty() ? component.getName() : property.value();
  }

  private static boolean isRawMap(AnnotatedType use) {
    return rawTypeOf(use) == Map.class && rawTypeOf(argument(use, 1)) == Object.class;
  }

  private static AnnotatedType argument(AnnotatedType use, int index) {
    return ((AnnotatedParameterizedType) use).getAnnotatedActualTypeArguments()[index];
  }

  private static Class<?> rawTypeOf(AnnotatedType use) {
    return use.getType() instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) use.getType();
  }
}
