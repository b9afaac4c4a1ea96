package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.kubernetes.KubernetesSettings;
import io.fabric8.crdv2.generator.v1.JsonSchema;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of every CRD field, on the blocks of these providers. */
final class AwsSettingsSchemaTest {
  @ParameterizedTest
  @ValueSource(classes = {AwsSettings.class, KubernetesSettings.class})
  void everyFieldIsDescribedAndNoneHasADefault(Class<?> settings) {
    JSONSchemaProps schema = schemaOf(settings);

    assertThat(schema.getProperties()).isNotEmpty();
    check(settings.getSimpleName(), schema);
    assertThat(schema.toString()).doesNotContain("$" + "{", "{" + "{");
  }

  private static JSONSchemaProps schemaOf(Class<?> settings) {
    return JsonSchema.from(settings);
  }

  private static void check(String where, JSONSchemaProps schema) {
    assertThat(schema.getDefault()).as("%s: default", where).isNull();
    if ("string".equals(schema.getType())) {
      assertThat(schema.getMaxLength()).as("%s: maximum", where).isNotNull();
    }
    schema
        .getProperties()
        .forEach(
            (name, field) -> {
              String path = where + "." + name;
              assertThat(field.getDescription()).as("%s: description", path).isNotBlank();
              check(path, field);
            });
  }
}
