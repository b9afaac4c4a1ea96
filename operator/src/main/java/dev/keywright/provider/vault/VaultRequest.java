package dev.keywright.provider.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One request to Vault's API.
 *
 * @param purpose what it is for
 * @param path below {@code /v1/}, as people write it: not encoded, without a query
 * @param query text after the question mark, empty for none
 * @param body what is sent; empty for none
 */
record VaultRequest(Purpose purpose, String path, String query, Optional<JsonObject> body) {
  /** What a request is for; decides its HTTP method and what its failures mean. */
  enum Purpose {
    /** Looks at something: GET. */
    READ,
    /** Looks at the names in a folder: GET. */
    LIST,
    /** Changes something or asks with a body: POST. */
    WRITE,
    /** Removes something: DELETE. */
    DELETE,
    /** Gets a token: POST, without one. */
    LOGIN
  }

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  static VaultRequest read(String path) {
    return new VaultRequest(Purpose.READ, path, "", Optional.empty());
  }

  static VaultRequest read(String path, String query) {
    return new VaultRequest(Purpose.READ, path, query, Optional.empty());
  }

  /** Asks for the names in a folder (API documentation, "List secrets"). */
  static VaultRequest list(String path) {
    return new VaultRequest(Purpose.LIST, path, "list=true", Optional.empty());
  }

  static VaultRequest write(String path, JsonObject body) {
    return new VaultRequest(Purpose.WRITE, path, "", Optional.of(body));
  }

  static VaultRequest delete(String path) {
    return new VaultRequest(Purpose.DELETE, path, "", Optional.empty());
  }

  static VaultRequest login(String path, JsonObject body) {
    return new VaultRequest(Purpose.LOGIN, path, "", Optional.of(body));
  }

  /** The request's address below {@code server}. */
  URI at(URI server) {
    return URI.create(server + "/v1/" + encoded());
  }

  /**
   * Path and query as they travel. Everything but unreserved characters (RFC 3986 §2.3) and the
   * slashes between segments is percent-encoded.
   */
  String encoded() {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c == '/' || isUnreserved(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return query.isEmpty() ? encoded.toString() : encoded.append('?').append(query).toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }

  /** Without the body, which holds values. */
  @Override
  public String toString() {
    return purpose + " " + path;
  }
}
