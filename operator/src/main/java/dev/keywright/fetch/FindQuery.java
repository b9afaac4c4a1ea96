package dev.keywright.fetch;

import com.google.re2j.Pattern;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.SecretPath;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
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
   * Tells the part of a path that is below the folder; empty for one that is not below it or has
   * another name.
   */
  Function<SecretPath, Optional<String>> relative() {
    String parent = folder.map(text -> text + "/").orElse("");
    Predicate<String> isNamed =
        name.map(Pattern::compile)
            .<Predicate<String>>map(pattern -> below -> pattern.matcher(below).find())
            .orElse(below -> true);
    return path ->
        Optional.of(path.path())
            .filter(text -> text.startsWith(parent))
            .map(text -> text.substring(parent.length()))
            .filter(isNamed);
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
