package dev.keywright.sync;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.keywright.api.v1alpha1.RewriteRule;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes other keys of the keys of an entry. Expressions are RE2 (linear in the length of the key),
 * because tenants write them. Pure.
 */
final class Rewrites {
  private static final Pattern REPLACEMENT = Pattern.compile("(?s)(?:[^\\\\$]|\\\\.|[$][0-9])*");
  private static final Pattern GROUP = Pattern.compile("(?s)\\\\.|[$]([0-9])");

  private Rewrites() {}

  /** What is wrong with {@code rules}, as the end of a sentence; empty when nothing is. */
  static Optional<String> problemOf(List<RewriteRule> rules) {
    return rules.stream().flatMap(rule -> problemOf(rule).stream()).findFirst();
  }

  private static Optional<String> problemOf(RewriteRule rule) {
    if (rule.match() == null || rule.replace() == null) {
      return Optional.of("must have match and replace in every step");
    }
    Optional<Pattern> match = compiled(rule.match());
    if (match.isEmpty()) {
      return Optional.of("has a match that is no regular expression of RE2: " + rule.match());
    }
    return isReplacement(match.get(), rule.replace())
        ? Optional.empty()
        : Optional.of(
            "has a replace that names a group which its match does not have, or ends in a"
                + " backslash or dollar sign: "
                + rule.replace());
  }

  /** The expression; empty when it is none. */
  static Optional<Pattern> compiled(String expression) {
    try {
      return Optional.of(Pattern.compile(expression));
    } catch (PatternSyntaxException notRe2) {
      return Optional.empty();
    }
  }

  /**
   * Makes of a key what {@code rules}, for which {@link #problemOf} is empty, make of it, one after
   * the other.
   */
  static UnaryOperator<String> of(List<RewriteRule> rules) {
    List<UnaryOperator<String>> steps = rules.stream().map(Rewrites::step).toList();
    return key -> {
      String rewritten = key;
      for (UnaryOperator<String> step : steps) {
        rewritten = step.apply(rewritten);
      }
      return rewritten;
    };
  }

  private static UnaryOperator<String> step(RewriteRule rule) {
    Pattern match = Pattern.compile(rule.match());
    return key -> match.matcher(key).replaceAll(rule.replace());
  }

  /** Groups are {@code $0} to {@code $9}; a backslash takes the next character as it is. */
  private static boolean isReplacement(Pattern match, String replace) {
    Matcher groups = GROUP.matcher(replace);
    boolean known = true;
    while (groups.find()) {
      String group = groups.group(1);
      known &= group == null || Integer.parseInt(group) <= match.groupCount();
    }
    return known && REPLACEMENT.matches(replace);
  }
}
