package dev.keywright.e2e.provider;

import dev.keywright.contract.VersionedWriterContract;
import dev.keywright.contract.WritableStoreUnderTest;
import dev.keywright.e2e.junit.RealService;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.testkit.aws.AwsFront;
import dev.keywright.testkit.aws.AwsStoreUnderTest;
import dev.keywright.testkit.aws.RemoteAws;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The contract of all providers, on moto's AWS Secrets Manager. */
@Isolated // its bounds of time are those of a store that nobody else loads
@RealService(Component.MOTO)
@ExtendWith(MotoDeviations.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsMotoIT extends VersionedWriterContract {
  private Optional<RemoteAws> moto = Optional.empty();
  private Optional<AwsStoreUnderTest> store = Optional.empty();

  @BeforeAll
  void start(RealComponents components) {
    URI address = URI.create(components.moto().endpoint());
    RemoteAws remote = new RemoteAws(address);
    AwsStoreUnderTest opened = AwsStoreUnderTest.knowingNoKeys(AwsFront.start(remote), address);
    opened.warmUp();
    moto = Optional.of(remote);
    store = Optional.of(opened);
  }

  @AfterAll
  void stop() {
    store.ifPresent(AwsStoreUnderTest::close);
    moto.ifPresent(RemoteAws::close);
  }

  @Override
  protected WritableStoreUnderTest store() {
    return store.orElseThrow();
  }
}
