package dev.keywright.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Reads requests and writes answers of AWS Secrets Manager. */
final class FakeJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FakeJson() {}

  static Optional<String> text(JsonNode asked, String field) {
    return asked.hasNonNull(field) ? Optional.of(asked.get(field).asText()) : Optional.empty();
  }

  static Optional<String> versionId(JsonNode asked, String field) {
    Optional<String> id = text(asked, field);
    if (id.filter(text -> text.length() < 32 || text.length() > 64).isPresent()) {
      throw FakeAwsError.parameter(field + " has 32 to 64 characters");
    }
    return id;
  }

  /** Dates are seconds with three decimals. */
  static BigDecimal seconds(Instant when) {
    return BigDecimal.valueOf(when.toEpochMilli(), 3);
  }

  static ObjectNode named(FakeSecret secret) {
    return JSON.createObjectNode().put("ARN", secret.arn()).put("Name", secret.name());
  }

  static ObjectNode description(FakeSecret secret) {
    ObjectNode answer = named(secret);
    answer.put("CreatedDate", seconds(secret.created()));
    answer.put("LastChangedDate", seconds(secret.changed()));
    secret.deleted().ifPresent(end -> answer.put("DeletedDate", seconds(end)));
    addTags(secret, answer);
    addStages(secret, answer, "VersionIdsToStages");
    return answer;
  }

  static ObjectNode listed(FakeSecret secret) {
    ObjectNode answer = description(secret);
    answer.remove("VersionIdsToStages");
    addStages(secret, answer, "SecretVersionsToStages");
    return answer;
  }

  /** GetSecretValue by VersionId, VersionStage, both, or neither. */
  static ObjectNode value(FakeSecret secret, JsonNode asked) {
    if (secret.deleted().isPresent()) {
      throw FakeAwsError.deleted();
    }
    FakeVersion version = chosen(secret, asked);
    ObjectNode answer = named(secret).put("VersionId", version.id());
    version.string().ifPresent(string -> answer.put("SecretString", string));
    version.binary().ifPresent(binary -> answer.put("SecretBinary", binary));
    ArrayNode stages = answer.putArray("VersionStages");
    version.labels().forEach(stages::add);
    answer.put("CreatedDate", seconds(version.created()));
    return answer;
  }

  private static FakeVersion chosen(FakeSecret secret, JsonNode asked) {
    Optional<String> id = versionId(asked, "VersionId");
    Optional<String> stage = text(asked, "VersionStage");
    if (id.isEmpty()) {
      String label = stage.orElse(FakeSecret.CURRENT);
      return secret
          .holderOf(label)
          .orElseThrow(() -> FakeAwsError.noValue("staging label: " + label));
    }
    FakeVersion version =
        secret.version(id.get()).orElseThrow(() -> FakeAwsError.noValue("VersionId: " + id.get()));
    if (stage.isPresent() && !version.labels().contains(stage.get())) {
      throw FakeAwsError.state(
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    return version;
  }

  private static void addTags(FakeSecret secret, ObjectNode answer) {
    ArrayNode tags = answer.putArray("Tags");
    secret.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
  }

  private static void addStages(FakeSecret secret, ObjectNode answer, String field) {
    if (secret.versions().stream().anyMatch(version -> !version.labels().isEmpty())) {
      ObjectNode stages = answer.putObject(field);
      secret.versions().stream()
          .filter(version -> !version.labels().isEmpty())
          .forEach(
              version -> {
                ArrayNode labels = stages.putArray(version.id());
                version.labels().forEach(labels::add);
              });
    }
  }
}
