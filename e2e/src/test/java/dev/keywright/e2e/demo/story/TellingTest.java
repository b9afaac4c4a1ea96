package dev.keywright.e2e.demo.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.demo.screen.Screen;
import dev.keywright.e2e.demo.screen.ValueMarks;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TellingTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Optional<String> trouble = Optional.empty();

  @Test
  void looksUntilItIsAsExpectedAndSaysHowLongThatTook() {
    AtomicInteger looks = new AtomicInteger();

    int seen =
        telling(Duration.ofSeconds(10))
            .expect("three", looks::incrementAndGet, look -> look == 3, look -> "look " + look);

    assertThat(seen).isEqualTo(3);
    assertThat(printed()).matches("(?s)   ✓ three, \\d+\\.\\d s\\R");
  }

  @Test
  void tellsWhatWasSeenLastWhenItIsTooLate() {
    assertThatThrownBy(
            () ->
                telling(Duration.ofSeconds(1))
                    .expect(
                        "a Secret", () -> "nothing", "a Secret"::equals, seen -> "only " + seen))
        .isInstanceOfSatisfying(
            StepFailed.class,
            failed -> {
              assertThat(failed.expected()).isEqualTo("a Secret");
              assertThat(failed.seen()).isEqualTo("only nothing");
            });
    assertThat(printed()).isEmpty();
  }

  @Test
  void doesNotWaitForWhatCannotComeAnyMore() {
    trouble = Optional.of("the operator has ended");
    Instant began = Instant.now();

    assertThatThrownBy(
            () ->
                telling(Duration.ofMinutes(5))
                    .expect("a Secret", () -> "", "a Secret"::equals, seen -> "nothing"))
        .isInstanceOfSatisfying(
            StepFailed.class,
            failed -> assertThat(failed.seen()).isEqualTo("the operator has ended"));
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aFailedLookIsNotYetAndItsTextIsNotRepeated() {
    assertThatThrownBy(
            () ->
                telling(Duration.ofSeconds(1))
                    .expect(
                        "a Secret",
                        () -> {
                          throw new KubernetesClientException("invalid: s3cret", 422, null);
                        },
                        found -> true,
                        found -> ""))
        .isInstanceOfSatisfying(
            StepFailed.class,
            failed -> assertThat(failed.seen()).contains("422").doesNotContain("s3cret"));
  }

  @Test
  void aCheckIsSaidOrFails() {
    telling(Duration.ofSeconds(1)).check("it is so", true, "it is not");

    assertThat(printed()).isEqualTo("   ✓ it is so" + System.lineSeparator());
    assertThatThrownBy(() -> telling(Duration.ofSeconds(1)).check("it is so", false, "it is not"))
        .isInstanceOfSatisfying(
            StepFailed.class, failed -> assertThat(failed.seen()).isEqualTo("it is not"));
  }

  private Telling telling(Duration patience) {
    return new Telling(
        new Screen(new PrintStream(bytes, true, UTF_8), false),
        new ValueMarks(new SecureRandom()),
        InstantSource.system(),
        Instant.now().plus(patience),
        () -> trouble);
  }

  private String printed() {
    return bytes.toString(UTF_8);
  }
}
