package dev.keywright.provider.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Vault says of a token ({@code auth/token/lookup-self}).
 *
 * @param displayName printable
 * @param policies names, sorted, printable
 * @param lease what is left of its life; empty for a token that never ends
 * @param renewable whether it can be extended
 */
record TokenDescription(
    String displayName, List<String> policies, Optional<Duration> lease, boolean renewable) {
  /** The request that asks for it. Every token may ask, by the policy {@code default}. */
  static final VaultRequest REQUEST = VaultRequest.read("auth/token/lookup-self");

  private static final int MAX_POLICIES = 10;

  /** Reads Vault's reply; empty when it is of another form. */
  static Optional<TokenDescription> in(JsonObject reply) {
    JsonValue data = reply.get("data");
    if (data == null || !data.isObject()) {
      return Optional.empty();
    }
    JsonObject token = data.asObject();
    TreeSet<String> policies = new TreeSet<>();
    Stream.of("policies", "identity_policies")
        .flatMap(list -> texts(token.get(list)))
        .map(TokenDescription::printable)
        .filter(policy -> !policy.equals("default"))
        .limit(MAX_POLICIES)
        .forEach(policies::add);
    return Optional.of(
        new TokenDescription(
            printable(token.getString("display_name", "unnamed")),
            List.copyOf(policies),
            VaultJson.seconds(token.get("ttl")),
            token.getBoolean("renewable", false)));
  }

  private static Stream<String> texts(@org.jspecify.annotations.Nullable JsonValue list) {
    return list == null || !list.isArray()
        ? Stream.empty()
        : StreamSupport.stream(list.asArray().spliterator(), false)
            .filter(JsonValue::isString)
            .map(JsonValue::asString);
  }

  /** Names go into a status that people read: what Vault would not call a name is taken out. */
  private static String printable(String name) {
    String clean = name.replaceAll("[^A-Za-z0-9._/@-]", "?");
    return clean.length() <= 64 ? clean : clean.substring(0, 64);
  }
}
