package dev.keywright.rotation.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keywright.core.SecretMaterial;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordGeneratorTest {
  private static final List<CharacterClass> CLASSES =
      List.of(CharacterClass.Lower, CharacterClass.Upper, CharacterClass.Digit);

  @Property(tries = 300)
  void whatIsDrawnKeepsEveryRule(@ForAll("strong") PasswordSettings settings, @ForAll long seed) {
    PasswordGenerator generator = new PasswordGenerator(settings);

    SecretMaterial value = generator.draw(new Random(seed));

    String text = value.revealUtf8();
    assertThat(text).hasSize(PasswordAlphabet.lengthOf(settings));
    assertThat(text.chars().mapToObj(Character::toString)).allMatch(setsOf(settings)::contains);
    if (settings.first() != null) {
      assertThat(settings.first().characters()).contains(text.substring(0, 1));
    }
    if (Boolean.TRUE.equals(settings.requireEach())) {
      for (String set : setListOf(settings)) {
        assertThat(text.chars().anyMatch(c -> set.indexOf(c) >= 0)).isTrue();
      }
    }
    assertThat(generator.accepts(value)).isTrue();
    assertThat(generator.draw(new Random(seed + 1))).isNotEqualTo(value);
  }

  @Property(tries = 300)
  void strengthIsTheNumberOfValidPasswords(@ForAll("strong") PasswordSettings settings) {
    BigInteger valid = countValid(settings);

    assertThat(new PasswordGenerator(settings).bits()).isEqualTo(valid.bitLength() - 1);
    assertThat(valid.bitLength() - 1).isGreaterThanOrEqualTo(ValueGenerator.LEAST_BITS);
  }

  @Property(tries = 300)
  void whatIsTooWeakIsRefusedWithTheWayOut(@ForAll("any") PasswordSettings settings) {
    boolean isFit = PasswordAlphabet.problemOf(settings).isEmpty();
    boolean isStrong = isFit && countValid(settings).bitLength() - 1 >= ValueGenerator.LEAST_BITS;

    assertThat(PasswordGenerator.problemOf(settings).isEmpty()).isEqualTo(isStrong);
    if (isFit && !isStrong) {
      assertThat(PasswordGenerator.problemOf(settings).orElse(""))
          .contains("make password.length larger or allow more characters");
      assertThatIllegalArgumentException().isThrownBy(() -> new PasswordGenerator(settings));
    }
  }

  /** Chi-square of each place over its alphabet, far from the tail for a fixed seed. */
  @ParameterizedTest
  @MethodSource("shapes")
  void everyCharacterIsEquallyLikelyAtEveryPlace(PasswordSettings settings) {
    PasswordGenerator generator = new PasswordGenerator(settings);
    Random random = new Random(7);
    int draws = 20_000;
    List<Map<Character, Integer>> counts = new ArrayList<>();
    for (int draw = 0; draw < draws; draw++) {
      String text = generator.draw(random).revealUtf8();
      for (int place = 0; place < text.length(); place++) {
        if (draw == 0) {
          counts.add(new HashMap<>());
        }
        counts.get(place).merge(text.charAt(place), 1, Integer::sum);
      }
    }

    for (int place = 0; place < counts.size(); place++) {
      String characters = place == 0 ? firstOf(settings) : setsOf(settings);
      assertThat(chiSquare(counts.get(place), characters, draws))
          .as("place %d", place)
          .isLessThan(characters.length() + 5 * Math.sqrt(2.0 * characters.length()));
    }
  }

  /** With every class required, a class is as frequent as among all valid strings. */
  @Test
  void requiredClassesDoNotBendTheDistribution() {
    PasswordSettings settings = new PasswordSettings(24, CLASSES, null, null, null, true);
    PasswordGenerator generator = new PasswordGenerator(settings);
    Random random = new Random(11);
    int draws = 20_000;
    int digits = 0;
    for (int draw = 0; draw < draws; draw++) {
      digits +=
          (int) generator.draw(random).revealUtf8().chars().filter(Character::isDigit).count();
    }
    double share = digits / (24.0 * draws);
    double expected = expectedShare(settings, "0123456789");

    assertThat(share).isBetween(expected - 0.003, expected + 0.003);
    assertThat(expected).isGreaterThan(10 / 62.0);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsMalformedIsNamed(PasswordSettings settings, String words) {
    assertThat(PasswordGenerator.problemOf(settings).orElse("")).contains(words);
  }

  @Test
  void anotherFormIsNotAccepted() {
    PasswordGenerator generator =
        new PasswordGenerator(
            new PasswordSettings(24, null, "-_", null, CharacterClass.Lower, true));
    String good = "aB3-" + "x".repeat(20);

    assertThat(generator.accepts(SecretMaterial.ofUtf8(good))).isTrue();
    for (String bad :
        List.of(
            "",
            good + "x",
            good.substring(1),
            "B" + good.substring(1),
            good.replace("-", "x"),
            good.replace('3', 'x'),
            good.replace('-', '!'),
            "aB3-" + "x".repeat(18) + "ä")) {
      assertThat(generator.accepts(SecretMaterial.ofUtf8(bad))).as(bad).isFalse();
    }
  }

  static List<PasswordSettings> shapes() {
    return List.of(
        new PasswordSettings(null, null, null, null, null, null),
        new PasswordSettings(40, List.of(CharacterClass.Digit), null, null, null, null),
        new PasswordSettings(24, CLASSES, "-_.", "0O1lI", CharacterClass.Lower, null));
  }

  static List<Object[]> malformed() {
    return List.of(
        new Object[] {settings(7, null, null), "password.length must be from 8 to 256"},
        new Object[] {settings(257, null, null), "password.length must be from 8 to 256"},
        new Object[] {settings(32, "ä", null), "printable ASCII"},
        new Object[] {settings(32, " ", null), "printable ASCII"},
        new Object[] {settings(32, null, "\n"), "printable ASCII"},
        new Object[] {settings(32, null, "0123456789"), "at least one character of every class"},
        new Object[] {settings(32, "-", "-"), "at least one character of every class"},
        new Object[] {
          new PasswordSettings(
              32, List.of(CharacterClass.Lower), null, null, CharacterClass.Digit, null),
          "password.first must be one of password.classes"
        },
        new Object[] {
          new PasswordSettings(32, List.of(CharacterClass.Unrecognized), null, null, null, null),
          "must be Lower, Upper or Digit"
        });
  }

  private static PasswordSettings settings(
      int length, @Nullable String symbols, @Nullable String exclude) {
    return new PasswordSettings(length, null, symbols, exclude, null, null);
  }

  @Provide
  Arbitrary<PasswordSettings> strong() {
    return any().filter(settings -> PasswordGenerator.problemOf(settings).isEmpty());
  }

  @Provide
  Arbitrary<PasswordSettings> any() {
    return Combinators.combine(
            Arbitraries.integers().between(8, 60),
            Arbitraries.of(CLASSES).list().uniqueElements().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of("", "-_.", "!#$%&*+", "aA1-"),
            Arbitraries.of("", "0O1lI", "abc", "-"),
            Arbitraries.of(CLASSES).injectNull(0.5),
            Arbitraries.of(true, false).injectNull(0.3))
        .as(PasswordSettings::new);
  }

  // ---- the same rules said another way

  private static List<String> setListOf(PasswordSettings settings) {
    List<String> sets = new ArrayList<>();
    List<CharacterClass> classes = settings.classes() == null ? CLASSES : settings.classes();
    String letters = "";
    for (CharacterClass type : classes) {
      sets.add(without(type.characters(), settings.exclude()));
      letters += type.characters();
    }
    if (settings.symbols() != null && !settings.symbols().isEmpty()) {
      sets.add(without(without(settings.symbols(), letters), settings.exclude()));
    }
    return sets;
  }

  private static String setsOf(PasswordSettings settings) {
    return String.join("", setListOf(settings));
  }

  private static String firstOf(PasswordSettings settings) {
    return settings.first() == null
        ? setsOf(settings)
        : without(settings.first().characters(), settings.exclude());
  }

  private static String without(String text, @Nullable String gone) {
    return text.chars()
        .filter(character -> gone == null || gone.indexOf(character) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Counts by walking along the string and remembering which sets have occurred. */
  private static BigInteger countValid(PasswordSettings settings) {
    List<String> sets = setListOf(settings);
    boolean needsAll = Boolean.TRUE.equals(settings.requireEach());
    int all = (1 << sets.size()) - 1;
    BigInteger[] ways = new BigInteger[all + 1];
    Arrays.fill(ways, BigInteger.ZERO);
    ways[0] = BigInteger.ONE;
    for (int place = 0; place < PasswordAlphabet.lengthOf(settings); place++) {
      String allowed = place == 0 ? firstOf(settings) : setsOf(settings);
      ways = step(ways, sets, set -> common(sets.get(set), allowed));
    }
    BigInteger count = BigInteger.ZERO;
    for (int seen = 0; seen <= all; seen++) {
      count = !needsAll || seen == all ? count.add(ways[seen]) : count;
    }
    return count;
  }

  private static BigInteger[] step(
      BigInteger[] ways, List<String> sets, IntUnaryOperator characters) {
    BigInteger[] next = new BigInteger[ways.length];
    Arrays.fill(next, BigInteger.ZERO);
    for (int seen = 0; seen < ways.length; seen++) {
      for (int set = 0; set < sets.size(); set++) {
        int now = seen | 1 << set;
        next[now] =
            next[now].add(ways[seen].multiply(BigInteger.valueOf(characters.applyAsInt(set))));
      }
    }
    return next;
  }

  private static int common(String set, String allowed) {
    return (int) set.chars().filter(c -> allowed.indexOf(c) >= 0).count();
  }

  private static double expectedShare(PasswordSettings settings, String digits) {
    int length = PasswordAlphabet.lengthOf(settings);
    double all = setsOf(settings).length();
    double atPlace = 0;
    // P(digit at a place | valid), by inclusion and exclusion over the two other classes.
    for (int missing = 0; missing < 4; missing++) {
      double rest = all - ((missing & 1) != 0 ? 26 : 0) - ((missing & 2) != 0 ? 26 : 0);
      double sign = Integer.bitCount(missing) % 2 == 0 ? 1 : -1;
      atPlace += sign * digits.length() * Math.pow(rest / all, length - 1);
    }
    return atPlace / (countValid(settings).doubleValue() / Math.pow(all, length - 1));
  }

  private static double chiSquare(Map<Character, Integer> counts, String characters, int draws) {
    double expected = draws / (double) characters.length();
    return characters
        .chars()
        .mapToDouble(
            character -> {
              double off = counts.getOrDefault((char) character, 0) - expected;
              return off * off / expected;
            })
        .sum();
  }
}
