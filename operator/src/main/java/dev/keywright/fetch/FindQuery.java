package dev.keywright.fetch;

import com.google.re2j.Pattern;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.SecretPath;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a policy wants to have found. What is found depends on who asks, because everything that the
 * namespace may not read is left out.
 *
 * @param namespace the policy's namespace
 * @param folder only objects below it; empty for all
 * @param name RE2 expression that must match somewhere in the path below {@code folder}; empty for
 *     any
 * @param tags tags that every object must carry
 */
public record FindQuery(
    String namespace, Optional<String> folder, Optional<String> name, Map<String, String> tags) {
  public FindQuery {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** What the store is asked. */
  FindRequest request() {
    return new FindRequest(folder, tags);
  }

  /** The objects as a pattern of paths. */
  public SecretPath pattern() {
    return SecretPath.of(folder.map(parent -> parent + "/**").orElse("**"));
  }

  /**
   * The path of {@code path} below the folder; empty when it is not below it or has another name.
   */
  Optional<String> relative(SecretPath path) {
    String parent = folder.map(text -> text + "/").orElse("");
    if (!path.path().startsWith(parent)) {
      return Optional.empty();
    }
    String below = path.path().substring(parent.length());
    return name.isEmpty() || Pattern.compile(name.get()).matcher(below).find()
        ? Optional.of(below)
        : Optional.empty();
  }

  /** For people: the pattern and what narrows it. */
  @Override
  public String toString() {
    return pattern()
        + name.map(expression -> " name " + expression).orElse("")
        + (tags.isEmpty()
            ? ""
            : tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(", ", " tags ", "")));
  }
}
