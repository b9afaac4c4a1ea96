package dev.keywright.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.vault.VaultRequest.Purpose;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The one table of what Vault's replies mean. */
class VaultFailuresTest {
  private final VaultFailures failures = new VaultFailures(URI.create("https://vault:8200"));

  @ParameterizedTest(name = "{1} {0} is {2}")
  @CsvSource({
    // redirects are not followed
    "301, READ, UNAVAILABLE",
    "307, READ, UNAVAILABLE",
    "307, LOGIN, UNAVAILABLE",
    // the request
    "400, READ, UNAVAILABLE",
    "400, DELETE, INVALID",
    "400, LOGIN, DENIED",
    "405, READ, INVALID",
    "413, WRITE, INVALID",
    "422, WRITE, INVALID",
    // the identity
    "401, READ, DENIED",
    "403, READ, DENIED",
    "403, WRITE, DENIED",
    "403, DELETE, DENIED",
    "403, LOGIN, DENIED",
    "404, LOGIN, DENIED",
    "404, DELETE, INVALID",
    // a replica that is behind, standbys
    "412, READ, UNAVAILABLE",
    "412, WRITE, UNAVAILABLE",
    "472, READ, UNAVAILABLE",
    "473, READ, UNAVAILABLE",
    // load
    "429, READ, THROTTLED",
    "429, WRITE, THROTTLED",
    "429, LOGIN, THROTTLED",
    // the server
    "500, READ, UNAVAILABLE",
    "500, LOGIN, UNAVAILABLE",
    "501, READ, UNAVAILABLE",
    "502, READ, UNAVAILABLE",
    "503, READ, UNAVAILABLE",
    "503, WRITE, UNAVAILABLE",
    "504, READ, UNAVAILABLE",
    "599, READ, UNAVAILABLE",
    // success that is none of Vault's
    "202, READ, UNAVAILABLE",
    "206, READ, UNAVAILABLE"
  })
  @DisplayName("S19 no code but Vault's own 404 means Absent")
  void table(int code, Purpose purpose, FailureKind kind) {
    VaultAnswer answer = failures.translate(VaultReply.Refusal.of(code), requestFor(purpose));

    assertThat(answer)
        .isInstanceOfSatisfying(
            VaultAnswer.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(kind));
  }

  @Test
  void everyCodeOfAWriteFailsButAMismatch() {
    for (int code = 100; code < 600; code++) {
      VaultAnswer answer =
          failures.translate(VaultReply.Refusal.of(code), requestFor(Purpose.WRITE));
      assertThat(answer)
          .as("code %d", code)
          .isInstanceOf(code == 400 ? VaultAnswer.NotTaken.class : VaultAnswer.Failed.class);
    }
  }

  @Test
  void keepsTheWaitThatVaultAsksFor() {
    VaultReply reply = new VaultReply.Refusal(429, Optional.of(Duration.ofSeconds(7)));

    assertThat(failureIn(failures.translate(reply, requestFor(Purpose.READ))).retryAfter())
        .contains(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @EnumSource
  void silenceIsUnavailableWithASentenceOfItsOwn(VaultReply.Cause cause) {
    ProviderFailure failure =
        failureIn(failures.translate(new VaultReply.Silence(cause), requestFor(Purpose.READ)));

    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure.message()).isNotBlank();
  }

  @Test
  void noTwoCausesHaveTheSameSentence() {
    Set<String> sentences = new HashSet<>();
    Arrays.stream(VaultReply.Cause.values())
        .map(VaultReply.Silence::new)
        .map(reply -> failureIn(failures.translate(reply, requestFor(Purpose.READ))).message())
        .forEach(sentences::add);

    assertThat(sentences).hasSameSizeAs(VaultReply.Cause.values());
  }

  @ParameterizedTest(name = "404 {0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // KV: nothing there
        "{\"errors\":[]} | NotThere",
        // KV version 2: a deleted version
        "{\"data\":{\"data\":null,\"metadata\":{\"version\":1}},\"warnings\":null} | NotThere",
        // no mount
        "{\"errors\":[\"no handler for route\"]} | INVALID",
        // KV version 2 asked as version 1
        "{\"data\":null,\"warnings\":[\"Invalid path for a versioned K/V\"]} | INVALID",
        // somebody else's 404
        "{} | UNAVAILABLE",
        "{\"message\":\"not found\"} | UNAVAILABLE",
        "{\"status\":404,\"error\":\"Not Found\"} | UNAVAILABLE",
        "{\"errors\":\"none\"} | UNAVAILABLE",
        "{\"data\":null} | UNAVAILABLE"
      })
  @DisplayName("S19 only a 404 of Vault's own form means Absent")
  void readsA404ByItsForm(String body, String meaning) {
    VaultReply reply = new VaultReply.Answer(404, Json.parse(body).asObject());

    VaultAnswer answer = failures.translate(reply, requestFor(Purpose.READ));

    if (meaning.equals("NotThere")) {
      assertThat(answer).isInstanceOf(VaultAnswer.NotThere.class);
    } else {
      assertThat(failureIn(answer).kind()).isEqualTo(FailureKind.valueOf(meaning));
    }
  }

  @Test
  void aDenialNamesTheRightAndThePath() {
    assertThat(
            failureIn(failures.translate(VaultReply.Refusal.of(403), requestFor(Purpose.READ)))
                .message())
        .isEqualTo(
            "Vault at https://vault:8200 does not let this identity read kv/data/shop/x (code 403);"
                + " its policy must allow read on that path");
    assertThat(
            failureIn(failures.translate(VaultReply.Refusal.of(403), requestFor(Purpose.WRITE)))
                .message())
        .contains("create and update");
  }

  private static ProviderFailure failureIn(VaultAnswer answer) {
    if (answer instanceof VaultAnswer.Failed(ProviderFailure failure)) {
      return failure;
    }
    throw new AssertionError("expected a failure but got " + answer);
  }

  private static VaultRequest requestFor(Purpose purpose) {
    return new VaultRequest(purpose, "kv/data/shop/x", "", Optional.of(new JsonObject()));
  }
}
