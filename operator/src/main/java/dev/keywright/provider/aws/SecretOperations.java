package dev.keywright.provider.aws;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;

/**
 * The six calls of AWS Secrets Manager that Keywright makes, one method each. All throw {@link
 * AwsCallFailed}. Thread-safe.
 */
final class SecretOperations {
  /** Limits of the API reference, ListSecrets: MaxResults 100, Filters 10. */
  private static final int PAGE = 100;

  private static final int MOST_FILTERS = 10;
  private static final int MOST_PAGES = 50;

  /** A value that begins with it filters the other way round (API reference, Filter). */
  private static final String NEGATION = "!";

  private final AwsConnection connection;

  SecretOperations(AwsConnection connection) {
    this.connection = connection;
  }

  /** Labels, dates, deletion; no value. */
  SecretState describe(SecretPath path) {
    String call = "secretsmanager:DescribeSecret on " + path;
    DescribeSecretResponse answer =
        connection.call(
            call,
            () ->
                secrets()
                    .describeSecret(DescribeSecretRequest.builder().secretId(path.path()).build()));
    if (answer.name() == null) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, call);
    }
    return SecretState.of(answer);
  }

  /**
   * Secrets, among them all whose name begins with {@code prefix} and that have {@code tags}: what
   * AWS filters by is wider. At most {@link #MOST_PAGES} calls.
   */
  List<SecretListEntry> list(Optional<String> prefix, Map<String, String> tags) {
    String call = "secretsmanager:ListSecrets";
    List<Filter> filters = new ArrayList<>();
    prefix.ifPresent(name -> filters.add(filter(FilterNameStringType.NAME, name)));
    tags.forEach((key, value) -> filters.add(filter(FilterNameStringType.TAG_KEY, key)));
    filters.removeIf(filter -> filter.values().getFirst().startsWith(NEGATION));
    List<SecretListEntry> entries = new ArrayList<>();
    String token = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      ListSecretsRequest request =
          ListSecretsRequest.builder()
              .filters(filters.stream().limit(MOST_FILTERS).toList())
              .maxResults(PAGE)
              .nextToken(token)
              .build();
      ListSecretsResponse answer = connection.call(call, () -> secrets().listSecrets(request));
      if (!answer.hasSecretList()) {
        throw AwsFailures.failed(AwsProblem.UNAVAILABLE, call);
      }
      entries.addAll(answer.secretList());
      token = answer.nextToken();
      if (token == null) {
        return entries;
      }
    }
    throw AwsFailures.invalid(
        "AWS lists more than %d secrets; narrow find.path or find.tags"
            .formatted(MOST_PAGES * PAGE));
  }

  private static Filter filter(FilterNameStringType key, String value) {
    return Filter.builder().key(key).values(value).build();
  }

  /** One version with its value. */
  GetSecretValueResponse get(SecretPath path, VersionSelector selector) {
    GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(path.path());
    switch (selector) {
      // the label is said even though it is the default: rights can depend on it, and emulators do
      case VersionSelector.Current() -> request.versionStage(SecretState.CURRENT);
      case VersionSelector.Pinned(String version) -> request.versionId(version);
      case VersionSelector.Staged(String stage) -> request.versionStage(stage);
    }
    String call = "secretsmanager:GetSecretValue on " + path;
    GetSecretValueResponse answer =
        connection.call(call, () -> secrets().getSecretValue(request.build()));
    if (answer.versionId() == null
        || (answer.secretString() == null && answer.secretBinary() == null)) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, call);
    }
    return answer;
  }

  /**
   * A version that is known to exist; that AWS does not show it (yet) is {@link
   * AwsProblem#UNAVAILABLE}.
   */
  GetSecretValueResponse known(SecretPath path, String version) {
    try {
      return get(path, new VersionSelector.Pinned(version));
    } catch (AwsCallFailed e) {
      throw e.problem() == AwsProblem.ABSENT
          ? AwsFailures.failed(
              AwsProblem.UNAVAILABLE, "secretsmanager:GetSecretValue of a version of " + path)
          : e;
    }
  }

  /** Makes a version with one label. */
  PutSecretValueResponse put(SecretPath path, String version, SecretValue value, String label) {
    PutSecretValueRequest.Builder request =
        PutSecretValueRequest.builder()
            .secretId(path.path())
            .clientRequestToken(version)
            .versionStages(label);
    if (value.binary()) {
      request.secretBinary(SdkBytes.fromByteArray(value.material().reveal()));
    } else {
      request.secretString(value.material().revealUtf8());
    }
    return connection.call(
        "secretsmanager:PutSecretValue on " + path,
        () -> secrets().putSecretValue(request.build()));
  }

  /**
   * Moves a label in one compare-and-set.
   *
   * @param to the version that gets it; empty to take it off
   * @param from the version that must have it now; empty when none may have it
   */
  void move(SecretPath path, String label, Optional<String> to, Optional<String> from) {
    UpdateSecretVersionStageRequest.Builder request =
        UpdateSecretVersionStageRequest.builder().secretId(path.path()).versionStage(label);
    to.ifPresent(request::moveToVersionId);
    from.ifPresent(request::removeFromVersionId);
    String call = "secretsmanager:UpdateSecretVersionStage on " + path;
    if (connection.call(call, () -> secrets().updateSecretVersionStage(request.build())).name()
        == null) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, call);
    }
  }

  /** Takes a label off a version; that it is not there (any more) is fine. */
  void takeOff(SecretPath path, String label, String version) {
    try {
      move(path, label, Optional.empty(), Optional.of(version));
    } catch (AwsCallFailed e) {
      if (!e.problem().isRefusedMove()) {
        throw e;
      }
    }
  }

  /** The value of a version that is {@link #known} to exist. */
  SecretValue valueOf(SecretPath path, String version) {
    return valueIn(known(path, version));
  }

  /** The value in an answer. */
  static SecretValue valueIn(GetSecretValueResponse answer) {
    return answer.secretString() == null
        ? new SecretValue(SecretMaterial.of(answer.secretBinary().asByteArrayUnsafe()), true)
        : new SecretValue(SecretMaterial.ofUtf8(answer.secretString()), false);
  }

  private SecretsManagerClient secrets() {
    return connection.clients().secrets();
  }
}
