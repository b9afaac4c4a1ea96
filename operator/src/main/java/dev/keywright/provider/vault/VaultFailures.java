package dev.keywright.provider.vault;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.net.URI;
import java.util.Optional;

/**
 * Says what a reply of Vault means, by its code and what was asked, never by its text. The codes
 * are those of Vault's HTTP API documentation ("HTTP Status Codes"), checked against Vault 1.21.
 * The messages hold nothing that came from the network.
 *
 * @param address the store's address, for messages
 */
record VaultFailures(URI address) {

  /** What {@code reply} to {@code request} came to. */
  VaultAnswer translate(VaultReply reply, VaultRequest request) {
    return switch (reply) {
      case VaultReply.Answer(int code, JsonObject body) when code == 404 -> notFound(body, request);
      case VaultReply.Answer(int code, JsonObject body) -> new VaultAnswer.Success(body);
      case VaultReply.Refusal(int code, var wait) when isNotTaken(code, request) ->
          new VaultAnswer.NotTaken();
      case VaultReply.Refusal refusal -> new VaultAnswer.Failed(refused(refusal, request));
      case VaultReply.Silence(VaultReply.Cause cause) ->
          failed(FailureKind.UNAVAILABLE, said(cause));
    };
  }

  /** The answer is a success, and yet not of the form that Vault's API documents. */
  ProviderFailure garbled() {
    return ProviderFailure.of(FailureKind.UNAVAILABLE, said(VaultReply.Cause.GARBLED));
  }

  /**
   * Vault says "nothing here" by 404 with an empty list of errors, or with the metadata of a
   * deleted version. A 404 with an error names a mount that is not there, one with only a warning a
   * mount of the other KV version; any other 404 is not Vault's.
   */
  private VaultAnswer notFound(JsonObject body, VaultRequest request) {
    if (request.purpose() == VaultRequest.Purpose.LOGIN) {
      return new VaultAnswer.Failed(refused(VaultReply.Refusal.of(404), request));
    }
    JsonValue errors = body.get("errors");
    if (errors != null && errors.isArray()) {
      return errors.asArray().isEmpty()
          ? new VaultAnswer.NotThere(body)
          : failed(FailureKind.INVALID, noMount(request));
    }
    JsonValue data = body.get("data");
    if (data != null && data.isObject()) {
      return new VaultAnswer.NotThere(body);
    }
    JsonValue warnings = body.get("warnings");
    if (warnings != null && warnings.isArray()) {
      return failed(
          FailureKind.INVALID,
          at(request)
              + " is not a path of the configured KV version; set spec.provider.vault.kvVersion to"
              + " the version of the mount");
    }
    return failed(FailureKind.UNAVAILABLE, said(VaultReply.Cause.GARBLED));
  }

  /** 400 for a write: check-and-set did not match, or Vault does not take the write as it is. */
  private static boolean isNotTaken(int code, VaultRequest request) {
    return code == 400 && request.purpose() == VaultRequest.Purpose.WRITE;
  }

  private ProviderFailure refused(VaultReply.Refusal refusal, VaultRequest request) {
    int code = refusal.code();
    FailureKind kind = kindOf(code, request.purpose());
    String message =
        switch (kind) {
          case DENIED -> denied(code, request);
          case THROTTLED -> vault() + " asks for fewer requests (code " + code + ")";
          case UNAVAILABLE -> unavailable(code);
          case INVALID ->
              code == 404 || code == 405
                  ? noMount(request)
                  : at(request) + " is refused as it is written (code " + code + ")";
        };
    return new ProviderFailure(kind, message, refusal.retryAfter());
  }

  /** The table. */
  static FailureKind kindOf(int code, VaultRequest.Purpose purpose) {
    if (code == 401 || code == 403) {
      return FailureKind.DENIED;
    }
    if (purpose == VaultRequest.Purpose.LOGIN && (code == 400 || code == 404)) {
      return FailureKind.DENIED; // a role or token that Vault does not know, or no such auth mount
    }
    if (code == 429) {
      return FailureKind.THROTTLED;
    }
    if (code == 400
        && (purpose == VaultRequest.Purpose.READ || purpose == VaultRequest.Purpose.LIST)) {
      return FailureKind.UNAVAILABLE; // a KV v2 mount says so while it is being set up
    }
    if (code == 412 || code == 472 || code == 473) {
      return FailureKind.UNAVAILABLE; // a replica that is behind, or a standby that cannot serve
    }
    return code >= 400 && code < 500 ? FailureKind.INVALID : FailureKind.UNAVAILABLE;
  }

  private String denied(int code, VaultRequest request) {
    return switch (request.purpose()) {
      case LOGIN ->
          vault()
              + " refuses the login at "
              + request.path()
              + " (code "
              + code
              + "); check that the auth mount and the role exist";
      case READ -> missingRight("read", code, request);
      case LIST -> missingRight("list", code, request);
      case WRITE -> missingRight("create and update", code, request);
      case DELETE -> missingRight("delete", code, request);
    };
  }

  private String missingRight(String right, int code, VaultRequest request) {
    return vault()
        + " does not let this identity "
        + right
        + " "
        + request.path()
        + " (code "
        + code
        + "); its policy must allow "
        + right
        + " on that path";
  }

  private String unavailable(int code) {
    if (code >= 300 && code < 400) {
      return vault()
          + " redirects to another address (code "
          + code
          + "), which is not followed; set spec.provider.vault.address to a node or load balancer"
          + " that answers itself";
    }
    if (code == 503) {
      return vault() + " is sealed or not in service (code 503)";
    }
    return vault() + " answers with code " + code;
  }

  private String noMount(VaultRequest request) {
    return at(request)
        + " does not exist as an endpoint; check spec.provider.vault.mount, kvVersion and namespace";
  }

  private String said(VaultReply.Cause cause) {
    return switch (cause) {
      case TIMEOUT -> vault() + " does not answer in time";
      case UNKNOWN_HOST ->
          vault() + " cannot be found; check the host name in spec.provider.vault.address";
      case NOT_CONNECTED ->
          vault() + " cannot be reached; check spec.provider.vault.address and that Vault runs";
      case TLS ->
          "the certificate of "
              + address
              + " is not trusted; check spec.provider.vault.ca and address";
      case CUT -> vault() + " cut the connection or sent more than can be taken";
      case GARBLED ->
          vault() + " gives an answer that is not Vault's; check spec.provider.vault.address";
      case BUSY ->
          "no call to " + address + " became free in time; spec.limits.concurrency bounds them";
      case INTERRUPTED -> "the call to " + address + " was interrupted";
      case CLOSED -> "the store was closed; it is opened again at the next use";
    };
  }

  private String vault() {
    return "Vault at " + address;
  }

  private String at(VaultRequest request) {
    return request.path() + " at " + address;
  }

  private static VaultAnswer failed(FailureKind kind, String message) {
    return new VaultAnswer.Failed(new ProviderFailure(kind, message, Optional.empty()));
  }
}
