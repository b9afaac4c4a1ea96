package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.testkit.aws.AwsAnswer;
import dev.keywright.testkit.aws.AwsStore;
import dev.keywright.testkit.aws.FakeIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Identity, time and number of calls. */
final class AwsConnectionTest extends FakeAccount {
  private static final Duration SHORT = Duration.ofMillis(1500);
  private static final Duration BUSY_MACHINE = Duration.ofSeconds(10);

  @BeforeEach
  void createSecretAndLoadClasses() {
    create("value");
    provider.read(ReadRequest.current(PATH));
  }

  // ---- identity

  @Test
  void theKeyIsReadOnceAndKept() {
    int before = credentials.reads();

    read();
    read();

    assertThat(credentials.reads()).isEqualTo(before);
  }

  @Test
  void aKeyThatWasReplacedIsReadAgainAndTheCallRepeated() {
    aws.forget("AKIAKEYWRIGHT");
    aws.know("AKIANEXT", FakeIdentity.user("next"));
    credentials.put("id", "AKIANEXT");
    int before = front.calls();

    assertThat(read()).isInstanceOf(ReadResult.Found.class);
    assertThat(front.calls() - before).isEqualTo(2);
  }

  @Test
  void aKeyThatIsStillRefusedIsTriedTwiceAndDenied() {
    aws.forget("AKIAKEYWRIGHT");
    int before = front.calls();

    assertThat(kindOf(read())).isEqualTo(FailureKind.DENIED);
    assertThat(front.calls() - before).isEqualTo(2);
  }

  @Test
  void missingRightsAreNotTriedTwice() {
    aws.know("AKIAKEYWRIGHT", FakeIdentity.user("guest").allowing(action -> false));
    int before = front.calls();

    assertThat(kindOf(read())).isEqualTo(FailureKind.DENIED);
    assertThat(front.calls() - before).isEqualTo(1);
  }

  @Test
  void expiredCredentialsAreReadAgain() {
    credentials.put("token", "session-1");
    aws.know("AKIAKEYWRIGHT", FakeIdentity.user("k").withSession("session-1"));
    try (SecretProvider temporary =
        AwsStore.open(
            AwsStore.settingsWithSession(front.endpoint()), credentials, Duration.ofSeconds(30))) {
      assertThat(temporary.read(ReadRequest.current(PATH))).isInstanceOf(ReadResult.Found.class);
      aws.know("AKIAKEYWRIGHT", FakeIdentity.user("k").withSession("session-1").expiredNow());
      aws.know("AKIANEXT", FakeIdentity.user("k").withSession("session-2"));
      assertThat(kindOf(temporary.read(ReadRequest.current(PATH)))).isEqualTo(FailureKind.DENIED);

      credentials.put("id", "AKIANEXT\n");
      credentials.put("token", "session-2\n");

      assertThat(temporary.read(ReadRequest.current(PATH))).isInstanceOf(ReadResult.Found.class);
    }
  }

  @Test
  void aMissingReferenceIsToldAsTheSourceToldIt() {
    aws.forget("AKIAKEYWRIGHT");
    credentials.remove("key");

    assertThat(read())
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.INVALID);
              assertThat(failed.failure().message()).isEqualTo("Secret aws has no key key");
            });
  }

  @Test
  void anEmptyKeyNamesItsField() {
    aws.forget("AKIAKEYWRIGHT");
    credentials.put("id", " \n");

    assertThat(read())
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed ->
                assertThat(failed.failure().message()).contains("accessKeyIdRef", "Secret aws"));
  }

  // ---- check

  @Test
  void theCheckSaysTheArnForOneCall() {
    int before = front.calls();

    assertThat(provider.check())
        .isInstanceOfSatisfying(
            CheckResult.Ready.class,
            ready ->
                assertThat(ready.identity()).isEqualTo("arn:aws:iam::111122223333:user/keywright"));
    assertThat(front.calls() - before).isEqualTo(1);
  }

  @Test
  void anEndpointThatIsNotStsIsCheckedThroughSecretsManager() {
    front
        .faults()
        .answerNext(
            r -> r.action().startsWith("sts:"),
            AwsAnswer.error(400, "InvalidSignatureException", "wrong service"));
    front
        .faults()
        .answerNext(
            r -> r.action().startsWith("sts:"),
            AwsAnswer.error(400, "InvalidSignatureException", "wrong service"));

    assertThat(provider.check()).isInstanceOf(CheckResult.Ready.class);
    assertThat(front.calls(DESCRIBE)).isEqualTo(1);
  }

  @Test
  @DisplayName("S19 a check without STS still tells a refused identity from an outage")
  void theCheckThroughSecretsManagerTellsRefusalFromOutage() {
    aws.forget("AKIAKEYWRIGHT");
    assertThat(kindOf(provider.check())).isEqualTo(FailureKind.DENIED);

    front.faults().cut();
    assertThat(kindOf(provider.check())).isEqualTo(FailureKind.UNAVAILABLE);
  }

  // ---- time and number

  @Test
  void anAnswerThatStopsHalfwayEndsInTime() {
    try (SecretProvider hasty = opened(SHORT, 16)) {
      hasty.read(ReadRequest.current(PATH));
      front.faults().stopAnswersHalfway();

      assertThat(kindOf(inTime(() -> hasty.read(ReadRequest.current(PATH)), SHORT)))
          .isEqualTo(FailureKind.UNAVAILABLE);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void theWholeCheckOfASilentStoreStaysWithinOneTimeout() {
    try (SecretProvider hasty = opened(SHORT, 16)) {
      hasty.check();
      front.faults().hang();

      assertThat(kindOf(inTime(hasty::check, SHORT))).isEqualTo(FailureKind.UNAVAILABLE);
    }
  }

  @Test
  void noMoreCallsAreUnderWayThanAllowed() throws Exception {
    front.faults().hang();
    int before = front.calls();
    try (SecretProvider narrow = opened(Duration.ofSeconds(30), 2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ReadResult>> reads = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        reads.add(threads.submit(() -> narrow.read(ReadRequest.current(PATH))));
      }
      Awaitility.await().until(() -> front.calls() - before == 2);
      Awaitility.await().during(Duration.ofMillis(300)).until(() -> front.calls() - before == 2);
      front.faults().heal();
      for (Future<ReadResult> read : reads) {
        read.get();
      }
    }
    assertThat(front.calls() - before).isEqualTo(6);
  }

  private ReadResult read() {
    return provider.read(ReadRequest.current(PATH));
  }

  private SecretProvider opened(Duration timeout, int concurrency) {
    ProviderEnvironment usual = AwsStore.environment(credentials, timeout);
    return new AwsProviderFactory()
        .open(
            AwsStore.settings(front.endpoint()),
            new ProviderEnvironment(
                usual.credentials(), usual.clusterSecrets(), usual.clock(), timeout, concurrency));
  }

  private static <T> T inTime(Supplier<T> call, Duration timeout) {
    long start = System.nanoTime();
    T result = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.plus(BUSY_MACHINE));
    return result;
  }

  private static FailureKind kindOf(Object result) {
    return switch (result) {
      case ReadResult.Failed(var failure) -> failure.kind();
      case CheckResult.Failed(var failure) -> failure.kind();
      default -> throw new AssertionError("expected a failure but got " + result);
    };
  }
}
