package dev.keywright.testkit.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One signed request as it came in.
 *
 * @param headers by name, any case
 * @param body as text; both protocols are text
 */
public record AwsRequest(Map<String, List<String>> headers, String body) {
  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/[^/]+/([^/]+)/");

  public AwsRequest {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  /** {@code secretsmanager:GetSecretValue}; {@code unknown} when it is not a call at all. */
  public String action() {
    Optional<String> target = header("X-Amz-Target");
    if (target.isPresent()) {
      return target.get().replace('.', ':');
    }
    return form("Action").map(action -> "sts:" + action).orElse("unknown");
  }

  /** A parameter of the query protocol. */
  public Optional<String> form(String name) {
    Matcher value = Pattern.compile("(?:^|&)" + Pattern.quote(name) + "=([^&]+)").matcher(body);
    return value.find()
        ? Optional.of(URLDecoder.decode(value.group(1), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** The tags of a session. */
  public Map<String, String> formTags() {
    Map<String, String> tags = new TreeMap<>();
    for (int member = 1; form("Tags.member." + member + ".Key").isPresent(); member++) {
      tags.put(
          form("Tags.member." + member + ".Key").orElseThrow(),
          form("Tags.member." + member + ".Value").orElse(""));
    }
    return tags;
  }

  /** The access key id that signed it. */
  public Optional<String> accessKeyId() {
    return credential(1);
  }

  /** The region it was signed for. */
  public Optional<String> region() {
    return credential(2);
  }

  /** The session token of temporary credentials. */
  public Optional<String> sessionToken() {
    return header("X-Amz-Security-Token");
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(v -> !v.isEmpty()).map(List::getFirst);
  }

  private Optional<String> credential(int group) {
    return header("Authorization")
        .map(CREDENTIAL::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(group));
  }
}
