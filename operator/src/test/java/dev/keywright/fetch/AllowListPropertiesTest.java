package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AllowListPropertiesTest {
  @Property
  @Label("S28 patterns match what the equivalent regular expression matches")
  void agreesWithARegularExpression(
      @ForAll("patterns") String pattern, @ForAll("paths") String path) {
    assertThat(PathPattern.of(pattern, "ab").matches(path))
        .isEqualTo(Pattern.matches(regularExpression(pattern), path));
  }

  @Property
  @Label("S51 whatever can be a path stays below $(namespace)/** only with the namespace in front")
  void staysBelowTheNamespace(
      @ForAll("paths") String path, @ForAll("namespaces") String namespace) {
    boolean matches = PathPattern.of("$(namespace)/**", namespace).matches(path);
    assertThat(matches).isEqualTo(path.startsWith(namespace + "/"));
  }

  @Property
  @Label("S51 a text that walks out of its folder is never a path")
  void knowsNoWayOut(@ForAll("texts") String text) {
    boolean walks =
        List.of(text.split("/", -1)).stream()
            .anyMatch(segment -> List.of("", ".", "..").contains(segment) || segment.contains("%"));
    assertThat(SecretPath.problemOf(text).isPresent()).isEqualTo(walks);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "*", "**", "a*", "*b", "a*b", "$(namespace)")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(segments -> String.join("/", segments));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab", "aab", "abb", "c")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(segments -> String.join("/", segments));
  }

  @Provide
  Arbitrary<String> namespaces() {
    return Arbitraries.of("a", "b", "ab", "c", "*", "a*", "**");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "..", ".", "", "...", "%2f", "a%2e", "b.c")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> String.join("/", segments));
  }

  /** The same meaning, said another way; `**` at the end is at least one segment. */
  private static String regularExpression(String pattern) {
    String[] segments = pattern.split("/", -1);
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals("**")) {
        expression.append(last ? "[^/]+(/[^/]+)*" : "([^/]+/)*");
      } else {
        expression
            .append(segments[i].replace("$(namespace)", "ab").replace("*", "[^/]*"))
            .append(last ? "" : "/");
      }
    }
    return expression.toString();
  }
}
