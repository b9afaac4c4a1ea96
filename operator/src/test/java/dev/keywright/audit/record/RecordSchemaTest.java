package dev.keywright.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.keywright.audit.GeneratedLog;
import dev.keywright.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published schema is the one that the code enforces. */
class RecordSchemaTest {
  private static final Path PUBLISHED = Path.of("../docs/reference/audit-v1.schema.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonSchema schema = schema();
  private final GeneratedLog log = GeneratedLog.of(11, 400, true);

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(Files.readString(PUBLISHED));
    } catch (IOException e) {
      throw new AssertionError("the schema is published in " + PUBLISHED, e);
    }
  }

  @Test
  void isPublishedAsTheCodePrintsIt() throws IOException {
    assertThat(Files.readString(PUBLISHED))
        .as("write it anew with: keywright audit schema > docs/reference/audit-v1.schema.json")
        .isEqualTo(CliRun.of("audit", "schema").out());
  }

  @Test
  void acceptsEveryRecordThatIsProduced() throws IOException {
    for (String line : log.text()) {
      assertThat(schema.validate(JSON.readTree(line))).as(line).isEmpty();
    }
  }

  /** Leaves out, adds or replaces members one by one; scanner and schema must say the same. */
  @Test
  void refusesWhatTheCodeRefuses() throws Exception {
    for (String line : log.text().subList(0, 40)) {
      for (JsonNode changed : changes(JSON.readTree(line))) {
        boolean isAccepted = isAccepted(changed);
        assertThat(schema.validate(changed).isEmpty()).as(changed.toString()).isEqualTo(isAccepted);
      }
    }
  }

  private static boolean isAccepted(JsonNode record) throws IOException {
    String canonical =
        dev.keywright.audit.json.CanonicalJson.of(JSON.treeToValue(record, Object.class));
    try {
      RecordWriter.requireWellFormed(canonical);
      return true;
    } catch (dev.keywright.audit.json.MalformedLine e) {
      return false;
    }
  }

  private static List<JsonNode> changes(JsonNode record) {
    List<JsonNode> changed = new java.util.ArrayList<>();
    change(record, record, "", changed);
    return changed;
  }

  private static void change(JsonNode root, JsonNode at, String pointer, List<JsonNode> into) {
    if (at instanceof ObjectNode) {
      into.add(with(root, pointer, object -> object.put("unknown", 1)));
      at.fieldNames()
          .forEachRemaining(
              name -> {
                into.add(with(root, pointer, object -> object.remove(name)));
                into.add(with(root, pointer, object -> object.put(name, "")));
                into.add(with(root, pointer, object -> object.put(name, -1)));
                into.add(with(root, pointer, object -> object.putObject(name)));
                into.add(with(root, pointer, object -> object.putArray(name)));
                into.add(with(root, pointer, object -> object.put(name, "x".repeat(600))));
                change(root, at.get(name), pointer + "/" + name, into);
              });
    }
  }

  private static JsonNode with(
      JsonNode root, String pointer, java.util.function.Consumer<ObjectNode> change) {
    JsonNode copy = root.deepCopy();
    change.accept((ObjectNode) copy.at(pointer));
    return copy;
  }
}
