package dev.keywright.provider.aws;

import dev.keywright.contract.VersionedWriterContract;
import dev.keywright.contract.WritableStoreUnderTest;
import dev.keywright.testkit.aws.AwsFront;
import dev.keywright.testkit.aws.AwsStoreUnderTest;
import dev.keywright.testkit.aws.FakeAws;
import dev.keywright.testkit.aws.FakeIdentity;
import java.time.Clock;
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
    store.warmUp();
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
}
