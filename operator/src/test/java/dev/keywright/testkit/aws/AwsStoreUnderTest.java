package dev.keywright.testkit.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.contract.Trouble;
import dev.keywright.contract.WritableStoreUnderTest;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** AWS Secrets Manager, or something that says it is, as the provider contract needs it. */
public final class AwsStoreUnderTest implements WritableStoreUnderTest, AutoCloseable {
  /** An access key that may do everything. */
  public static final String ADMIN = "AKIAADMIN";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsFront front;
  private final SecretsManagerClient person;
  private final Optional<String> withoutRights;
  private final Optional<String> unknown;
  private final String prefix = "contract/" + UUID.randomUUID() + "/";
  private final AtomicInteger paths = new AtomicInteger();
  private final Map<String, Set<String>> onceCurrent = new HashMap<>();

  private AwsStoreUnderTest(
      AwsFront front, URI undisturbed, Optional<String> withoutRights, Optional<String> unknown) {
    this.front = front;
    this.person = AwsStore.person(undisturbed, ADMIN);
    this.withoutRights = withoutRights;
    this.unknown = unknown;
  }

  /**
   * A store behind {@code front}.
   *
   * @param undisturbed the same store without troubles
   * @param withoutRights an access key without rights
   * @param unknown an access key that nobody has
   */
  public static AwsStoreUnderTest knowingKeys(
      AwsFront front, URI undisturbed, String withoutRights, String unknown) {
    return new AwsStoreUnderTest(
        front, undisturbed, Optional.of(withoutRights), Optional.of(unknown));
  }

  /** A store that lets in everybody. */
  public static AwsStoreUnderTest knowingNoKeys(AwsFront front, URI undisturbed) {
    return new AwsStoreUnderTest(front, undisturbed, Optional.empty(), Optional.empty());
  }

  /** Loads the SDK's classes, which takes longer than a call may. */
  public void warmUp() {
    try (SecretProvider provider = open(ADMIN, Duration.ofSeconds(60))) {
      provider.read(ReadRequest.current(SecretPath.of("warm-up")));
      provider.check();
    }
  }

  @Override
  public SecretProvider open() {
    return open(ADMIN);
  }

  @Override
  public Optional<SecretProvider> openWithoutRights() {
    return withoutRights.map(this::open);
  }

  @Override
  public Optional<SecretProvider> openWithWrongIdentity() {
    return unknown.map(this::open);
  }

  @Override
  public SecretPath freshPath(String name) {
    return SecretPath.of(prefix + name + "-" + paths.incrementAndGet());
  }

  @Override
  public Optional<SourceVersion> put(SecretPath path, Map<String, String> properties) {
    try {
      return Optional.of(putJson(path, JSON.writeValueAsString(properties)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of text is JSON", e);
    }
  }

  @Override
  public void remove(SecretPath path) {
    person.deleteSecret(request -> request.secretId(path.path()).recoveryWindowInDays(7L));
  }

  @Override
  public boolean tag(SecretPath path, Map<String, String> tags) {
    person.tagResource(
        request ->
            request
                .secretId(path.path())
                .tags(
                    tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList()));
    return true;
  }

  @Override
  public void set(Trouble trouble) {
    AwsFaults faults = front.faults();
    faults.heal();
    switch (trouble) {
      case NONE -> {}
      case UNREACHABLE -> faults.cut();
      case SILENT -> faults.hang();
      case THROTTLED -> faults.answer(AwsAnswer.error(400, "ThrottlingException", CANARY));
      case BROKEN -> faults.answer(AwsAnswer.error(500, "InternalServiceError", CANARY));
      case GARBLED -> faults.answer(new AwsAnswer(200, "text/html", "<p>" + CANARY + "</p>"));
    }
  }

  @Override
  public Optional<SourceVersion> notYet(SourceVersion current) {
    return Optional.of(new SourceVersion(UUID.randomUUID().toString()));
  }

  @Override
  public SourceVersion putJson(SecretPath path, String json) {
    String version = made(path, json);
    onceCurrent.computeIfAbsent(path.path(), p -> new HashSet<>()).add(version);
    return new SourceVersion(version);
  }

  @Override
  public String json(SecretPath path) {
    return person
        .getSecretValue(request -> request.secretId(path.path()).versionStage("AWSCURRENT"))
        .secretString();
  }

  /** What was current whenever this was asked or a person wrote; no reply of AWS counts them. */
  @Override
  public int versionsMade(SecretPath path) {
    Set<String> seen = onceCurrent.computeIfAbsent(path.path(), p -> new HashSet<>());
    person
        .describeSecret(request -> request.secretId(path.path()))
        .versionIdsToStages()
        .forEach(
            (version, stages) -> {
              if (stages.contains("AWSCURRENT") || stages.contains("AWSPREVIOUS")) {
                seen.add(version);
              }
            });
    return seen.size();
  }

  @Override
  public void loseReplyOfNextCommit() {
    front
        .faults()
        .loseReplyOfNext(
            request ->
                request.action().equals("secretsmanager:UpdateSecretVersionStage")
                    && request.body().contains("AWSCURRENT"));
  }

  @Override
  public void close() {
    person.close();
    front.close();
  }

  private String made(SecretPath path, String json) {
    try {
      return person
          .putSecretValue(request -> request.secretId(path.path()).secretString(json))
          .versionId();
    } catch (ResourceNotFoundException noSuchSecret) {
      return person
          .createSecret(request -> request.name(path.path()).secretString(json))
          .versionId();
    }
  }

  private SecretProvider open(String accessKeyId) {
    return open(accessKeyId, TIMEOUT);
  }

  private SecretProvider open(String accessKeyId, Duration timeout) {
    return AwsStore.open(
        AwsStore.settings(front.endpoint()),
        StoredCredentials.of(accessKeyId, "secret-of-" + accessKeyId),
        timeout);
  }
}
