package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.rotation.RotatedProperties.Found;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotatedPropertiesTest {
  private static final String JSON =
      "{\"token\":\"t1\",\"port\":5432,\"a.b\":\"dotted\",\"a\":{\"b\":\"nested\"},\"no\":null}";

  @ParameterizedTest
  @CsvSource({"token, t1", "port, 5432", "a.b, dotted", "a, '{\"b\":\"nested\"}'", "no, 'null'"})
  void aPropertyIsALiteralNameAtTheTopLevel(String property, String value) {
    for (SecretContent content : List.of(document(JSON), blob(JSON))) {
      assertThat(find(content, property))
          .isEqualTo(new Found.Values(Map.of(property, SecretMaterial.ofUtf8(value))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "a/b", "token.x"})
  void aRotationNeverAddsAProperty(String property) {
    assertMissing(find(document(JSON), property), Reason.PropertyNotFound, property);
  }

  @Test
  void severalPropertiesAreAllNeeded() {
    assertThat(find(document(JSON), "token", "port"))
        .isInstanceOfSatisfying(
            Found.Values.class,
            found -> assertThat(found.values()).containsOnlyKeys("port", "token"));
    assertMissing(find(document(JSON), "token", "user"), Reason.PropertyNotFound, "user");
  }

  @Test
  void theWholeValueIsAnyTextButAnObject() {
    assertThat(find(blob("plain"), ""))
        .isEqualTo(new Found.Values(Map.of("", SecretMaterial.ofUtf8("plain"))));
    assertThat(find(blob("[1,2]"), "")).isInstanceOf(Found.Values.class);
    assertMissing(find(blob(JSON), ""), Reason.InvalidSpec, "must name the one");
    assertMissing(find(document(JSON), ""), Reason.InvalidSpec, "must name the one");
  }

  @Test
  void binaryValuesAndEmptyOnesAreNotTakenForJson() {
    SecretContent binary =
        new SecretContent.Blob(SecretMaterial.of(new byte[] {0, (byte) 0xff, 1}));

    assertMissing(find(binary, "token"), Reason.PropertyNotFound, "token");
    assertMissing(find(blob(""), "token"), Reason.PropertyNotFound, "token");
    assertThat(find(binary, "")).isInstanceOf(Found.Values.class);
  }

  @Test
  void namedByteValuesAreFoundByTheirKey() {
    SecretContent fields = new SecretContent.Fields(Map.of("token", SecretMaterial.ofUtf8("t1")));

    assertThat(find(fields, "token"))
        .isEqualTo(new Found.Values(Map.of("token", SecretMaterial.ofUtf8("t1"))));
    assertMissing(find(fields, "user"), Reason.PropertyNotFound, "user");
  }

  private static Found find(SecretContent content, String... properties) {
    return RotatedProperties.find(
        new RotatedObject(
            Scene.OBJECT.store(),
            Scene.OBJECT.path(),
            new TreeSet<>(List.of(properties)),
            "valueOnly"),
        content);
  }

  private static SecretContent document(String json) {
    return new SecretContent.Document(SecretMaterial.ofUtf8(json));
  }

  private static SecretContent blob(String text) {
    return new SecretContent.Blob(SecretMaterial.ofUtf8(text));
  }

  private static void assertMissing(Found found, Reason reason, String words) {
    assertThat(found)
        .isInstanceOfSatisfying(
            Found.Missing.class,
            missing -> {
              assertThat(missing.diagnosis().reason()).isEqualTo(reason);
              assertThat(missing.diagnosis().message()).contains(words).contains("secstore/vault");
              assertThat(missing.diagnosis().message()).doesNotContain("t1");
            });
  }
}
