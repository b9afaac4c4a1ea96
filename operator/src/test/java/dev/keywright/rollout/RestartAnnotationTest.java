package dev.keywright.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RestartAnnotationTest {
  private static final String PREFIX = "revision.keywright.dev/";

  @Test
  void carriesNamesOfUpTo46CharactersAsTheyAre() {
    String name = "a".repeat(45) + "b";
    assertThat(RestartAnnotation.nameFor(name)).isEqualTo(PREFIX + name);
  }

  @Test
  void endsLongerNamesWithTheirHash() {
    assertThat(RestartAnnotation.nameFor("a".repeat(46) + "b"))
        .isEqualTo(PREFIX + "a".repeat(46) + "-9821dc73ee453b5b");
  }

  @Test
  void tellsLongNamesWithTheSameBeginningApart() {
    assertThat(RestartAnnotation.nameFor("a".repeat(60) + "b"))
        .isNotEqualTo(RestartAnnotation.nameFor("a".repeat(60) + "c"));
  }

  @Property
  void isAlwaysAQualifiedName(
      @ForAll @StringLength(min = 1, max = 253) @CharRange(from = 'a', to = 'z') @Chars({'-', '.'})
          String middle) {
    String policy = ("a" + middle).substring(0, Math.min(252, middle.length())) + "z";
    String annotation = RestartAnnotation.nameFor(policy);
    assertThat(annotation).startsWith(PREFIX);
    assertThat(annotation.substring(PREFIX.length()))
        .matches("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
        .hasSizeLessThanOrEqualTo(63);
  }
}
