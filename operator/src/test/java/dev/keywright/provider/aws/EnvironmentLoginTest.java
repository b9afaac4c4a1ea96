package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keywright.provider.spi.FailureKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

final class EnvironmentLoginTest {
  private static final AwsCredentials CREDENTIALS = AwsBasicCredentials.create("AKIA", "secret");

  @Test
  void usesWhatTheChainHas() {
    try (EnvironmentLogin login = new EnvironmentLogin(() -> () -> CREDENTIALS)) {
      assertThat(login.credentials()).isEqualTo(CREDENTIALS);
    }
  }

  @Test
  void startsOneNewChainAfterARefusal() {
    AtomicInteger chains = new AtomicInteger();
    EnvironmentLogin.Chain chain =
        () -> {
          String id = "AKIA" + chains.incrementAndGet();
          return () -> AwsBasicCredentials.create(id, "secret");
        };
    try (EnvironmentLogin login = new EnvironmentLogin(chain)) {
      AwsCredentials first = login.credentials();
      login.refused(first);
      assertThat(login.credentials().accessKeyId()).isEqualTo("AKIA2");

      login.refused(first);
      assertThat(login.credentials().accessKeyId()).isEqualTo("AKIA2");
    }
  }

  @Test
  void anEmptyChainIsUnavailableWithAWayOutAndNothingOfTheSdksWords() {
    EnvironmentLogin.Chain chain =
        () ->
            () -> {
              throw SdkClientException.create("Unable to load credentials from ...");
            };
    try (EnvironmentLogin login = new EnvironmentLogin(chain)) {
      AwsCallFailed failed = catchThrowableOfType(AwsCallFailed.class, login::credentials);

      assertThat(failed.failure().kind()).isEqualTo(FailureKind.UNAVAILABLE);
      assertThat(failed.failure().message())
          .contains("auth.static")
          .doesNotContain("Unable to load");
    }
  }
}
