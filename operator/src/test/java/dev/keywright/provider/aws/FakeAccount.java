package dev.keywright.provider.aws;

import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.testkit.aws.AwsFront;
import dev.keywright.testkit.aws.AwsStore;
import dev.keywright.testkit.aws.FakeAws;
import dev.keywright.testkit.aws.FakeIdentity;
import dev.keywright.testkit.aws.StoredCredentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A fresh account, a person in it, and a provider for it, for each test of a class. */
abstract class FakeAccount {
  static final SecretPath PATH = SecretPath.of("shop/orders");
  static final String PUT = "secretsmanager:PutSecretValue";
  static final String GET = "secretsmanager:GetSecretValue";
  static final String MOVE = "secretsmanager:UpdateSecretVersionStage";
  static final String DESCRIBE = "secretsmanager:DescribeSecret";

  /** Long enough for a busy machine; tests of time-outs open their own provider. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  final InstantSource clock = now::get;
  final FakeAws aws = new FakeAws(clock);
  final AwsFront front = AwsFront.start(aws);
  final AwsFront ofPerson = AwsFront.start(aws);
  final StoredCredentials credentials = StoredCredentials.of("AKIAKEYWRIGHT", "secret");
  final SecretProvider provider =
      AwsStore.open(AwsStore.settings(front.endpoint()), credentials, TIMEOUT);
  final SecretsManagerClient person = AwsStore.person(ofPerson.endpoint(), "AKIAPERSON");

  @BeforeEach
  final void introduce() {
    aws.know("AKIAKEYWRIGHT", FakeIdentity.user("keywright"));
    aws.know("AKIAPERSON", FakeIdentity.user("person"));
  }

  @AfterEach
  final void close() {
    provider.close();
    person.close();
    front.close();
    ofPerson.close();
  }

  /** Time goes on. */
  final void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** A person makes the secret. */
  final String create(String text) {
    return person.createSecret(r -> r.name(PATH.path()).secretString(text)).versionId();
  }

  /** A person makes a new current version. */
  final String put(String text) {
    advance(Duration.ofMinutes(1));
    return person.putSecretValue(r -> r.secretId(PATH.path()).secretString(text)).versionId();
  }

  /** All labels by version. */
  final Map<String, List<String>> labels() {
    return person.describeSecret(r -> r.secretId(PATH.path())).versionIdsToStages();
  }

  /** What is current for a person. */
  final String current() {
    return person.getSecretValue(r -> r.secretId(PATH.path())).secretString();
  }
}
