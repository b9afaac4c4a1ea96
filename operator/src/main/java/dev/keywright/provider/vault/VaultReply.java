package dev.keywright.provider.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** What came back from Vault, before anybody says what it means. */
sealed interface VaultReply {
  /**
   * Success or 404, with a body that can say more.
   *
   * @param code 200, 204 or 404
   * @param body empty for 204
   */
  record Answer(int code, JsonObject body) implements VaultReply {
    /** Without the body, which holds values. */
    @Override
    public String toString() {
      return "Answer[" + code + "]";
    }
  }

  /**
   * Any other code; its body is dropped unread.
   *
   * @param code the HTTP status
   * @param retryAfter how long Vault asked to wait
   */
  record Refusal(int code, Optional<Duration> retryAfter) implements VaultReply {
    static Refusal of(int code) {
      return new Refusal(code, Optional.empty());
    }
  }

  /**
   * No usable answer.
   *
   * @param cause why
   */
  record Silence(Cause cause) implements VaultReply {}

  /** Why there is no usable answer. */
  enum Cause {
    /** Nothing came in time. */
    TIMEOUT,
    /** The host name does not resolve. */
    UNKNOWN_HOST,
    /** Nobody listens at the address, or it cannot be reached. */
    NOT_CONNECTED,
    /** The certificate is not trusted or not for this host, or the server speaks no TLS. */
    TLS,
    /** The connection broke before the end of the answer, or the answer was too long to take. */
    CUT,
    /** The answer is not Vault's: not JSON, or not of the form its API has. */
    GARBLED,
    /** All permits of the store were taken for the whole time. */
    BUSY,
    /** The calling thread was interrupted. */
    INTERRUPTED,
    /** The provider is closed. */
    CLOSED
  }
}
