package dev.keywright.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RewriteRule;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewritesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ^db_(.*)$ | DB_$1 | db_user | DB_user
          ^db_(.*)$ | DB_$1 | api_key | api_key
          / | _ | a/b/c | a_b_c
          (a)(b) | $2$1 | abxab | baxba
          x | \\$ | axb | a$b
          x | '' | axb | ab
          (?i)KEY | k | Key1 | k1
          """)
  @DisplayName("S5 every place that matches is replaced, groups by number")
  void replaces(String match, String replace, String key, String wanted) {
    List<RewriteRule> rules = List.of(new RewriteRule(match, replace));
    assertThat(Rewrites.problemOf(rules)).isEmpty();
    assertThat(Rewrites.of(rules).apply(key)).isEqualTo(wanted);
  }

  @Test
  @DisplayName("S5 steps work on what the steps before made")
  void goesStepByStep() {
    assertThat(
            Rewrites.of(List.of(new RewriteRule("/", "_"), new RewriteRule("^api_", "API_")))
                .apply("api/key"))
        .isEqualTo("API_key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ( | x | no regular expression
          a(?=b) | x | no regular expression
          (a)\\1 | x | no regular expression
          a | $1 | names a group
          (a) | $2 | names a group
          a | $ | names a group
          a | x\\ | names a group
          a | $x | names a group
          """)
  void refusesWhatCannotBeCarriedOut(String match, String replace, String problem) {
    assertThat(Rewrites.problemOf(List.of(new RewriteRule(match, replace))))
        .hasValueSatisfying(text -> assertThat(text).contains(problem));
  }

  /** What passes the check never throws, whatever the key is. */
  @Property
  void whatIsAcceptedCanBeApplied(
      @ForAll @StringLength(max = 12) String match,
      @ForAll @StringLength(max = 12) String replace,
      @ForAll @StringLength(max = 20) String key) {
    List<RewriteRule> rules = List.of(new RewriteRule(match, replace));
    if (Rewrites.problemOf(rules).isEmpty()) {
      assertThat(Rewrites.of(rules).apply(key)).isNotNull();
    }
  }
}
