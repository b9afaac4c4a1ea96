package dev.keywright.e2e.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.keywright.e2e.launcher.model.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ResultFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  @DisplayName("the file is what the published schema says")
  void fitsTheSchema() throws IOException {
    assertThat(schema().validate(JSON.readTree(ResultFile.of(Reports.both())))).isEmpty();
  }

  @Test
  @DisplayName("the schema refuses rows that lack a part or have a foreign one")
  void schemaIsStrict() throws IOException {
    JsonNode lacking = JSON.readTree(ResultFile.of(Reports.both()));
    ((ObjectNode) lacking.get(0)).remove("ratio");
    assertThat(schema().validate(lacking)).hasSize(1);
    JsonNode foreign = JSON.readTree(ResultFile.of(Reports.both()));
    ((ObjectNode) foreign.get(1).get("counts")).put("guesses", 1);
    assertThat(schema().validate(foreign)).hasSize(1);
  }

  @Test
  @DisplayName("times are rounded to a tenth of a millisecond, absent parts are null")
  void values() throws IOException {
    JsonNode rows = JSON.readTree(ResultFile.of(Reports.both()));
    assertThat(rows.get(0).at("/seconds/median").asDouble()).isEqualTo(3.0);
    assertThat(rows.get(0).at("/limitSeconds/median").asDouble()).isEqualTo(1.75);
    assertThat(rows.get(0).at("/ratio").asDouble()).isEqualTo(1.71);
    assertThat(rows.get(0).at("/percentiles").isNull()).isTrue();
    assertThat(rows.get(0).at("/goals/0/reached").asBoolean()).isFalse();
    assertThat(rows.get(0).at("/goals/1/reached").asBoolean()).isTrue();
    assertThat(rows.get(0).at("/counts/valueReads").asInt()).isEqualTo(1000);
    assertThat(rows.get(0).at("/rssMiB").asDouble()).isEqualTo(141.3);
    assertThat(rows.get(1).at("/limitSeconds").isNull()).isTrue();
    assertThat(rows.get(1).at("/ratio").isNull()).isTrue();
    assertThat(rows.get(1).at("/percentiles/p99").asDouble()).isEqualTo(0.99);
    assertThat(rows.get(1).at("/figures/coreShare").asDouble()).isEqualTo(0.02);
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(
            Files.readString(Checkout.current().root().resolve("docs/benchmarks/schema.json")));
  }
}
