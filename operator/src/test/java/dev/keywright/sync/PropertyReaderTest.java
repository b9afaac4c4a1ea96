package dev.keywright.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.SecretContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyReaderTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final byte[] BINARY = {0, (byte) 0xff, (byte) 0xfe, 10};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"b\": 1, \"a\": {\"z\": 1, \"y\": 2}} | {\"a\":{\"y\":2,\"z\":1},\"b\":1}",
        "{\"n\": 1.50} | {\"n\":1.50}",
        "{\"n\": 12345678901234567890.123456789} | {\"n\":12345678901234567890.123456789}",
        "{\"n\": 1e3} | {\"n\":1E+3}",
        "{\"n\": null, \"t\": true, \"l\": [2, 1]} | {\"l\":[2,1],\"n\":null,\"t\":true}",
        "{} | {}",
      })
  @DisplayName("S4 a whole object is JSON with sorted keys and exact numbers")
  void writesWholeObjects(String stored, String written) {
    assertThat(PropertyReader.whole(document(stored))).contains(text(written));
  }

  @Property
  @Label("S4 the order in which a store returns properties does not matter")
  void isStable(@ForAll("trees") Map<String, Object> tree, @ForAll Random random)
      throws JsonProcessingException {
    List<String> names = new ArrayList<>(tree.keySet());
    Collections.shuffle(names, random);
    Map<String, Object> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, tree.get(name)));
    assertThat(PropertyReader.whole(document(MAPPER.writeValueAsString(tree))))
        .isEqualTo(PropertyReader.whole(document(MAPPER.writeValueAsString(shuffled))));
  }

  @Property
  @Label("S1 any text of a property comes out as its bytes")
  void keepsText(@ForAll String value) throws JsonProcessingException {
    String json = MAPPER.writeValueAsString(Map.of("p", value));
    assertThat(PropertyReader.property(document(json), "p")).contains(text(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"n | 5432", "f | 1.50", "t | true", "x | null", "l | [1,\"a\"]", "o | {\"k\":1}"})
  void writesEverythingButTextAsJson(String property, String written) {
    SecretContent content =
        document(
            "{\"n\": 5432, \"f\": 1.50, \"t\": true, \"x\": null, \"l\": [1, \"a\"], \"o\":"
                + " {\"k\": 1}}");
    assertThat(PropertyReader.property(content, property)).contains(text(written));
  }

  @Test
  @DisplayName("S1 binary survives as a whole blob and as a field")
  void keepsBytes() {
    SecretMaterial bytes = SecretMaterial.of(BINARY);
    assertThat(PropertyReader.whole(new SecretContent.Blob(bytes))).contains(bytes);
    SecretContent fields = new SecretContent.Fields(Map.of("a.b", bytes));
    assertThat(PropertyReader.property(fields, "a.b")).contains(bytes);
    assertThat(PropertyReader.properties(fields, Optional.empty())).contains(Map.of("a.b", bytes));
  }

  @Test
  @DisplayName("S1 bytes that JSON cannot carry are refused, not replaced")
  void refusesBytesInJson() {
    SecretContent fields =
        new SecretContent.Fields(Map.of("t", text("x"), "b", SecretMaterial.of(BINARY)));
    assertThat(PropertyReader.whole(fields)).isEmpty();
    assertThat(PropertyReader.whole(new SecretContent.Fields(Map.of("t", text("ä")))))
        .contains(text("{\"t\":\"ä\"}"));
  }

  @Test
  @DisplayName("S4 extract of a nested object gives its keys, also where it is text")
  void extractsNestedObjects() {
    Map<String, SecretMaterial> nested = Map.of("a", text("1"), "b", text("x"));
    assertThat(
            PropertyReader.properties(
                document("{\"o\": {\"a\": 1, \"b\": \"x\"}}"), Optional.of("o")))
        .contains(nested);
    assertThat(
            PropertyReader.properties(
                document("{\"o\": \"{\\\"a\\\": 1, \\\"b\\\": \\\"x\\\"}\"}"), Optional.of("o")))
        .contains(nested);
    assertThat(
            PropertyReader.properties(
                new SecretContent.Fields(Map.of("o", text("{\"a\": 1, \"b\": \"x\"}"))),
                Optional.of("o")))
        .contains(nested);
    assertThat(
            PropertyReader.properties(
                new SecretContent.Blob(text("{\"a\": 1, \"b\": \"x\"}")), Optional.empty()))
        .contains(nested);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "[1]", "5", "\"text\"", "{\"a\": 1} trailing", "{\"a\":", ""})
  void extractsNothingFromWhatIsNoObject(String stored) {
    SecretContent blob = new SecretContent.Blob(text(stored));
    assertThat(PropertyReader.properties(blob, Optional.empty())).isEmpty();
    assertThat(PropertyReader.property(blob, "a")).isEmpty();
    assertThat(PropertyReader.whole(blob)).contains(text(stored));
  }

  @Test
  void extractsNothingFromAPropertyThatIsNoObject() {
    SecretContent content = document("{\"a\": 1, \"t\": \"x\", \"l\": [{}]}");
    for (String property : List.of("a", "t", "l", "missing")) {
      assertThat(PropertyReader.properties(content, Optional.of(property))).isEmpty();
    }
  }

  @Test
  void doesNotTakeAFieldForAPath() {
    SecretContent fields = new SecretContent.Fields(Map.of("a", text("{\"b\": 1}")));
    assertThat(PropertyReader.property(fields, "a.b")).isEmpty();
  }

  @Provide
  Arbitrary<Map<String, Object>> trees() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(5).map(text -> text),
            Arbitraries.integers().map(number -> number),
            Arbitraries.of(true, false).map(flag -> flag));
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            scalars,
            Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), scalars)
                .ofMaxSize(3)
                .map(map -> map));
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), values).ofMaxSize(6);
  }

  private static SecretContent document(String json) {
    return new SecretContent.Document(text(json));
  }

  private static SecretMaterial text(String text) {
    return SecretMaterial.ofUtf8(text);
  }
}
