package dev.keywright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeFailuresTest {
  @ParameterizedTest(name = "S44 {0} is {1}")
  @CsvSource({
    "401, DENIED",
    "403, DENIED",
    "400, INVALID",
    "404, INVALID",
    "422, INVALID",
    "429, THROTTLED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "418, UNAVAILABLE",
    "0, UNAVAILABLE",
    "409, UNAVAILABLE"
  })
  void translatesByCode(int code, FailureKind kind) {
    KubernetesClientException thrown =
        new KubernetesClientException(
            "echoes hunter2",
            code,
            new StatusBuilder().withCode(code).withMessage("echoes hunter2").build());
    ProviderFailure failure = KubeFailures.of(thrown, "reading Secret shop/token");
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).contains("reading Secret shop/token").doesNotContain("hunter2");
  }

  @Test
  @DisplayName("S19 no connection is no answer")
  void takesNoConnectionForNoAnswer() {
    assertThat(
            KubeFailures.of(
                    new KubernetesClientException("refused", new IOException("refused")), "x")
                .kind())
        .isEqualTo(FailureKind.UNAVAILABLE);
  }
}
