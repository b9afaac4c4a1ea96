package dev.keywright.testkit.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The operations of AWS Secrets Manager over the JSON 1.1 protocol. Thread-safe. */
public final class FakeSecretsManager {
  private static final String NAME_FORM = "[A-Za-z0-9/_+=.@!-]{1,512}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InstantSource clock;
  private final SecretShelf shelf = new SecretShelf();
  private final FakeListing listing = new FakeListing(shelf);

  FakeSecretsManager(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The next {@code reads} of values and descriptions, by anybody, show each secret as it was
   * before its last write.
   */
  public void lag(int reads) {
    shelf.lag(reads);
  }

  /** Answers one authorised request. */
  synchronized AwsAnswer answer(AwsRequest request) {
    try {
      JsonNode asked = JSON.readTree(request.body());
      String operation = request.action().substring(request.action().indexOf(':') + 1);
      return AwsAnswer.json(JSON.writeValueAsString(perform(operation, asked)));
    } catch (FakeAwsError e) {
      return AwsAnswer.error(400, e.code(), e.text());
    } catch (JsonProcessingException e) {
      return AwsAnswer.error(400, "SerializationException", "not JSON");
    }
  }

  private ObjectNode perform(String operation, JsonNode asked) {
    return switch (operation) {
      case "CreateSecret" -> create(asked);
      case "GetSecretValue" -> FakeJson.value(shelf.read(id(asked)), asked);
      case "PutSecretValue" -> put(asked);
      case "UpdateSecretVersionStage" -> moveStage(asked);
      case "DescribeSecret" -> FakeJson.description(shelf.read(id(asked)));
      case "ListSecretVersionIds" -> listing.versions(shelf.live(id(asked)), asked);
      case "ListSecrets" -> listing.secrets(asked);
      case "BatchGetSecretValue" -> listing.batch(asked);
      case "DeleteSecret" -> delete(asked);
      case "RestoreSecret" ->
          FakeJson.named(shelf.change(id(asked), secret -> secret.marked(Optional.empty())));
      case "TagResource" -> tag(asked);
      default -> throw new FakeAwsError("UnknownOperationException", operation);
    };
  }

  private ObjectNode create(JsonNode asked) {
    String name = asked.path("Name").asText();
    if (!name.matches(NAME_FORM)) {
      throw new FakeAwsError(
          "ValidationException",
          "Invalid name. Must be a valid name containing alphanumeric characters");
    }
    Optional<FakeSecret> present = shelf.find(name);
    if (present.isPresent()) {
      return createdBefore(present.get(), asked);
    }
    Instant now = clock.instant();
    FakeSecret secret =
        new FakeSecret(
            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:%s-%s"
                .formatted(name, UUID.randomUUID().toString().substring(0, 6)),
            name,
            now,
            now,
            Optional.empty(),
            tagsIn(asked),
            List.of());
    boolean hasValue = asked.has("SecretString") || asked.has("SecretBinary");
    FakeSecret made =
        hasValue ? secret.put(versionIn(asked), Set.of(FakeSecret.CURRENT), now) : secret;
    shelf.add(made);
    return hasValue ? FakeJson.named(made).put("VersionId", token(asked)) : FakeJson.named(made);
  }

  private ObjectNode createdBefore(FakeSecret present, JsonNode asked) {
    if (present.deleted().isPresent()) {
      throw FakeAwsError.state(
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    boolean same =
        asked.has("ClientRequestToken")
            && present
                .version(token(asked))
                .filter(version -> version.hasSameValueAs(versionIn(asked)))
                .isPresent();
    if (!same) {
      throw new FakeAwsError(
          "ResourceExistsException",
          "The operation failed because the secret " + present.name() + " already exists.");
    }
    return FakeJson.named(present).put("VersionId", token(asked));
  }

  private ObjectNode put(JsonNode asked) {
    shelf.live(id(asked));
    Set<String> labels = new TreeSet<>();
    asked.path("VersionStages").forEach(label -> labels.add(checkedLabel(label.asText())));
    FakeVersion made = versionIn(asked);
    FakeSecret secret =
        shelf.change(
            id(asked),
            before ->
                before.put(
                    made, labels.isEmpty() ? Set.of(FakeSecret.CURRENT) : labels, clock.instant()));
    ObjectNode answer = FakeJson.named(secret).put("VersionId", made.id());
    ArrayNode stages = answer.putArray("VersionStages");
    secret.version(made.id()).orElseThrow().labels().forEach(stages::add);
    return answer;
  }

  private ObjectNode moveStage(JsonNode asked) {
    shelf.live(id(asked));
    String label = checkedLabel(asked.path("VersionStage").asText());
    Optional<String> to = FakeJson.versionId(asked, "MoveToVersionId");
    Optional<String> from = FakeJson.versionId(asked, "RemoveFromVersionId");
    return FakeJson.named(
        shelf.change(id(asked), before -> before.move(label, to, from, clock.instant())));
  }

  private ObjectNode delete(JsonNode asked) {
    boolean force = asked.path("ForceDeleteWithoutRecovery").asBoolean();
    boolean window = asked.hasNonNull("RecoveryWindowInDays");
    int days = asked.path("RecoveryWindowInDays").asInt(30);
    if ((force && window) || days < 7 || days > 30) {
      throw FakeAwsError.parameter("RecoveryWindowInDays must be 7 to 30, and not with force.");
    }
    if (force) {
      return FakeJson.named(shelf.remove(id(asked)))
          .put("DeletionDate", FakeJson.seconds(clock.instant()));
    }
    shelf.live(id(asked));
    Instant end = clock.instant().plus(Duration.ofDays(days));
    UnaryOperator<FakeSecret> mark = secret -> secret.marked(Optional.of(end));
    return FakeJson.named(shelf.change(id(asked), mark)).put("DeletionDate", FakeJson.seconds(end));
  }

  private ObjectNode tag(JsonNode asked) {
    shelf.live(id(asked));
    shelf.change(id(asked), secret -> secret.tagged(tagsIn(asked), clock.instant()));
    return JSON.createObjectNode();
  }

  private FakeVersion versionIn(JsonNode asked) {
    Optional<String> string = FakeJson.text(asked, "SecretString");
    Optional<String> binary = FakeJson.text(asked, "SecretBinary");
    if (string.isPresent() == binary.isPresent()) {
      throw FakeAwsError.parameter("You must provide either SecretString or SecretBinary.");
    }
    int length = string.or(() -> binary).orElseThrow().length();
    if (length < 1 || string.filter(text -> text.length() > 65_536).isPresent()) {
      throw new FakeAwsError("ValidationException", "the value has 1 to 65536 characters");
    }
    return new FakeVersion(token(asked), string, binary, clock.instant(), new TreeSet<>());
  }

  private static String token(JsonNode asked) {
    return FakeJson.versionId(asked, "ClientRequestToken")
        .orElseThrow(() -> FakeAwsError.state("You must provide a ClientRequestToken value."));
  }

  private static String checkedLabel(String label) {
    if (label.isEmpty() || label.length() > 256) {
      throw FakeAwsError.parameter("a staging label has 1 to 256 characters");
    }
    return label;
  }

  private static Map<String, String> tagsIn(JsonNode asked) {
    Map<String, String> tags = new TreeMap<>();
    asked
        .path("Tags")
        .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
    return tags;
  }

  private static String id(JsonNode asked) {
    return asked.path("SecretId").asText();
  }
}
