package dev.keywright.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The paged operations. */
final class FakeListing {
  private static final int LARGEST_PAGE = 100;
  private static final int LARGEST_BATCH = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretShelf shelf;

  FakeListing(SecretShelf shelf) {
    this.shelf = shelf;
  }

  ObjectNode versions(FakeSecret secret, JsonNode asked) {
    boolean deprecated = asked.path("IncludeDeprecated").asBoolean();
    ObjectNode answer = FakeJson.named(secret);
    List<FakeVersion> shown =
        secret.versions().stream()
            .filter(version -> deprecated || !version.labels().isEmpty())
            .toList();
    ArrayNode list = answer.putArray("Versions");
    for (FakeVersion version : page(shown, asked, answer, LARGEST_PAGE)) {
      ObjectNode entry =
          list.addObject()
              .put("VersionId", version.id())
              .put("CreatedDate", FakeJson.seconds(version.created()));
      if (!version.labels().isEmpty()) {
        ArrayNode stages = entry.putArray("VersionStages");
        version.labels().forEach(stages::add);
      }
    }
    return answer;
  }

  ObjectNode secrets(JsonNode asked) {
    boolean deletedToo = asked.path("IncludePlannedDeletion").asBoolean();
    List<FakeSecret> shown =
        shelf.all().stream()
            .filter(secret -> deletedToo || secret.deleted().isEmpty())
            .filter(secret -> fits(secret, asked.path("Filters")))
            .toList();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("SecretList");
    page(shown, asked, answer, LARGEST_PAGE).forEach(secret -> list.add(FakeJson.listed(secret)));
    return answer;
  }

  /** What cannot be had is an error of that key; the other keys are answered. */
  ObjectNode batch(JsonNode asked) {
    boolean byId = asked.path("SecretIdList").size() > 0;
    if (byId == asked.path("Filters").size() > 0 || asked.path("SecretIdList").size() > 20) {
      throw FakeAwsError.parameter(
          "Either 'SecretIdList' of at most 20 or 'Filters' must be provided, but not both.");
    }
    ObjectNode answer = JSON.createObjectNode();
    List<String> ids = new ArrayList<>();
    if (byId) {
      asked.path("SecretIdList").forEach(id -> ids.add(id.asText()));
    } else {
      List<FakeSecret> found =
          shelf.all().stream()
              .filter(secret -> secret.deleted().isEmpty())
              .filter(secret -> fits(secret, asked.path("Filters")))
              .toList();
      page(found, asked, answer, LARGEST_BATCH).forEach(secret -> ids.add(secret.name()));
    }
    ArrayNode values = answer.putArray("SecretValues");
    ArrayNode errors = answer.putArray("Errors");
    ids.forEach(id -> addValue(id, values, errors));
    return answer;
  }

  private void addValue(String id, ArrayNode values, ArrayNode errors) {
    try {
      values.add(FakeJson.value(shelf.read(id), JSON.createObjectNode()));
    } catch (FakeAwsError e) {
      errors.addObject().put("SecretId", id).put("ErrorCode", e.code()).put("Message", e.text());
    }
  }

  private static <T> List<T> page(List<T> all, JsonNode asked, ObjectNode answer, int largest) {
    int size = asked.path("MaxResults").asInt(largest);
    if (size < 1 || size > largest) {
      throw FakeAwsError.parameter("MaxResults is 1 to " + largest);
    }
    int from = start(asked.path("NextToken").asText("0"), all.size());
    int to = Math.min(all.size(), from + size);
    if (to < all.size()) {
      answer.put("NextToken", String.valueOf(to));
    }
    return all.subList(from, to);
  }

  private static int start(String token, int size) {
    if (!token.matches("[0-9]{1,9}") || Integer.parseInt(token) > size) {
      throw new FakeAwsError("InvalidNextTokenException", "The NextToken value is invalid.");
    }
    return Integer.parseInt(token);
  }

  private static boolean fits(FakeSecret secret, JsonNode filters) {
    return StreamSupport.stream(filters.spliterator(), false)
        .allMatch(
            filter ->
                StreamSupport.stream(filter.path("Values").spliterator(), false)
                    .map(JsonNode::asText)
                    .anyMatch(value -> fits(secret, filter.path("Key").asText(), value)));
  }

  /** Filters match beginnings; an exclamation mark in front turns them round. */
  private static boolean fits(FakeSecret secret, String key, String value) {
    if (value.startsWith("!")) {
      return !fits(secret, key, value.substring(1));
    }
    Stream<String> candidates =
        switch (key) {
          case "name" -> Stream.of(secret.name());
          case "tag-key" -> secret.tags().keySet().stream();
          case "tag-value" -> secret.tags().values().stream();
          case "all" ->
              Stream.of(
                      Stream.of(secret.name()),
                      secret.tags().keySet().stream(),
                      secret.tags().values().stream())
                  .flatMap(words -> words);
          default -> throw new FakeAwsError("ValidationException", "unknown filter " + key);
        };
    return candidates.anyMatch(candidate -> candidate.startsWith(value));
  }
}
