package dev.keywright.provider.aws;

import dev.keywright.contract.VersionedWriterContract;
import dev.keywright.contract.WritableStoreUnderTest;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.testkit.aws.AwsFront;
import dev.keywright.testkit.aws.AwsStore;
import dev.keywright.testkit.aws.AwsStoreUnderTest;
import dev.keywright.testkit.aws.FakeAws;
import dev.keywright.testkit.aws.FakeIdentity;
import dev.keywright.testkit.aws.StoredCredentials;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The provider contract on the fake of AWS. */
final class AwsContractTest extends VersionedWriterContract {
  private static AwsFront undisturbed;
  private static AwsStoreUnderTest store;

  @BeforeAll
  static void start() {
    FakeAws aws = new FakeAws(Clock.systemUTC());
    aws.know(AwsStoreUnderTest.ADMIN, FakeIdentity.user("admin"));
    aws.know("AKIANORIGHTS", FakeIdentity.user("guest").allowing(a -> a.startsWith("sts:")));
    undisturbed = AwsFront.start(aws);
    store =
        AwsStoreUnderTest.knowingKeys(
            AwsFront.start(aws), undisturbed.endpoint(), "AKIANORIGHTS", "AKIANOBODY");
    warmUp();
  }

  @AfterAll
  static void stop() {
    store.close();
    undisturbed.close();
  }

  @Override
  protected WritableStoreUnderTest store() {
    return store;
  }

  /** Loads the SDK's classes, which takes longer than a call may. */
  private static void warmUp() {
    StoredCredentials admin = StoredCredentials.of(AwsStoreUnderTest.ADMIN, "any");
    try (SecretProvider provider =
        AwsStore.open(AwsStore.settings(undisturbed.endpoint()), admin, Duration.ofSeconds(60))) {
      provider.read(ReadRequest.current(SecretPath.of("warm-up")));
      provider.check();
    }
  }
}
