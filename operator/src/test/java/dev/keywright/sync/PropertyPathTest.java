package dev.keywright.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyPathTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TREE =
      """
      {"db": {"hosts": [{"name": "h0"}, {"name": "h1", "a.b": "dotted"}], "port": 5432},
       "db.hosts": "literal", "a": {"b.c": "deep"}, "a.b": {"c": "wide"}, "list": [[1, 2], [3]],
       "x[0]": "bracket", "": "nameless", "null": null, ".": "dot", "e.": "end"}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db.port | 5432",
        "db.hosts[1].name | \"h1\"",
        "db.hosts[1].a.b | \"dotted\"",
        // the whole text as a name wins over every path
        "db.hosts | \"literal\"",
        // then the longest name
        "a.b.c | \"wide\"",
        "list[0][1] | 2",
        "list[1] | [3]",
        "x[0] | \"bracket\"",
        "null | null",
        ". | \"dot\"",
        "e. | \"end\"",
      })
  @DisplayName("S3 nested paths and array elements; a literal name with dots wins")
  void finds(String path, String json) throws Exception {
    assertThat(find(path).map(JsonNode::toString)).contains(json);
  }

  @ParameterizedTest
  @CsvSource({
    "db.nothing",
    "db.hosts[2].name",
    "db.hosts[-1]",
    "db.hosts[x]",
    "db.hosts[9999999999]",
    "db.port.x",
    "db.",
    "list[0][1].x",
    "list.0",
    "DB.port",
    "'db.port '",
  })
  @DisplayName("S3 what is not there is not found")
  void findsNothing(String path) throws Exception {
    assertThat(find(path)).isEmpty();
  }

  @Property
  @Label("S3 every leaf is found under its names joined by dots, whatever the names")
  void findsEveryLeaf(@ForAll("names") List<String> names) {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode at = root;
    for (String name : names.subList(0, names.size() - 1)) {
      at = at.putObject(name);
    }
    at.put(names.getLast(), "leaf");
    assertThat(PropertyPath.find(root, String.join(".", names)))
        .map(JsonNode::textValue)
        .contains("leaf");
  }

  @Property
  @Label("S3 a name that is there as a whole always wins")
  void preferLiteralNames(@ForAll("names") List<String> names) {
    String whole = String.join(".", names);
    ObjectNode root = MAPPER.createObjectNode();
    root.putObject(names.getFirst()).put(String.join(".", names.subList(1, names.size())), "path");
    root.put(whole, "literal");
    assertThat(PropertyPath.find(root, whole)).map(JsonNode::textValue).contains("literal");
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings()
        .withChars('a', 'b', '.', '[', '0', ']')
        .ofMinLength(1)
        .ofMaxLength(4)
        .filter(name -> !name.startsWith(".") && !name.endsWith("."))
        .list()
        .ofMinSize(2)
        .ofMaxSize(4);
  }

  private static Optional<JsonNode> find(String path) throws JsonProcessingException {
    return PropertyPath.find(MAPPER.readTree(TREE), path);
  }
}
