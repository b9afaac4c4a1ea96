package dev.keywright.audit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** RFC 8785, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void printsNumbersAsTheRfcLists(String ieee, String expected) {
    double number = Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(ieee));

    assertThat(CanonicalJson.of(number)).isEqualTo(expected);
  }

  /** RFC 8785, section 3.2.2 with its input. */
  @Test
  void printsTheSampleOfTheRfc() throws IOException {
    String input =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }""";

    assertThat(canonical(input))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  /** RFC 8785, section 3.2.3: order by UTF-16 code units, not by code points. */
  @Test
  void sortsMembersAsTheRfcShows() throws IOException {
    String input =
        """
        {
          "\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
          "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
          "\\u00f6": "Latin Small Letter O With Diaeresis"
        }""";

    Map<?, ?> read = MAPPER.readValue(canonical(input), LinkedHashMap.class);

    assertThat(read.values().stream().map(Object::toString).toList())
        .containsExactly(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh");
  }

  @Test
  void refusesWhatJsonCannotHold() {
    assertThatThrownBy(() -> CanonicalJson.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of("half \ud83d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of(1L << 53))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesEveryFormOfHalfASurrogatePair() {
    for (String broken :
        List.of("\ud83d", "\ude00", "\ude00\ud83d", "\ud83dx", "x\ude00", "\ud83d\ud83d\ude00")) {
      assertThatThrownBy(() -> CanonicalJson.of(Map.of("text", broken)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> CanonicalJson.of(Map.of(broken, "value")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(CanonicalJson.of("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
  }

  @Test
  void refusesWholeNumbersThatReadersWouldRound() {
    List<Number> tooLarge =
        List.of(
            CanonicalJson.MAX_WHOLE + 1,
            -CanonicalJson.MAX_WHOLE - 1,
            BigInteger.TWO.pow(53),
            BigInteger.TWO.pow(53).negate(),
            BigInteger.TEN.pow(30));

    for (Number number : tooLarge) {
      assertThatThrownBy(() -> CanonicalJson.of(number))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(CanonicalJson.of(BigInteger.valueOf(CanonicalJson.MAX_WHOLE)))
        .isEqualTo("9007199254740991");
    assertThat(CanonicalJson.of(-CanonicalJson.MAX_WHOLE)).isEqualTo("-9007199254740991");
  }

  @Test
  void refusesMembersThatAreNotNamedByText() {
    assertThatThrownBy(() -> CanonicalJson.of(Map.of(1, "one")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.of(Collections.singletonMap(null, "none")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void escapesAsLittleAsJsonAllows() {
    assertThat(CanonicalJson.of("\u007f\u0080\u2028\u2029\uffff/"))
        .isEqualTo("\"\u007f\u0080\u2028\u2029\uffff/\"");
    assertThat(CanonicalJson.of("\u0000\u0008\u000b\u000c\u001f"))
        .isEqualTo("\"\\u0000\\b\\u000b\\f\\u001f\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"a\":{}}", "[[],{}]", "\"\"", "null"})
  void printsEmptyThings(String text) throws IOException {
    assertThat(canonical(text)).isEqualTo(text);
  }

  @Property(tries = 1000)
  @Label("any double is printed as the authors' own implementation prints it")
  void agreesWithTheReferenceOnNumbers(@ForAll long bits) throws IOException {
    double number = Double.longBitsToDouble(bits);
    if (!Double.isFinite(number)) {
      return;
    }

    assertThat("[" + CanonicalJson.of(number) + "]")
        .isEqualTo(new JsonCanonicalizer("[" + number + "]").getEncodedString());
  }

  @Property(tries = 100)
  @Label("any tree is printed as the authors' own implementation prints it")
  void agreesWithTheReferenceOnTrees(@ForAll("trees") Map<String, Object> tree) throws IOException {
    String plain = MAPPER.writeValueAsString(tree);

    assertThat(CanonicalJson.of(tree)).isEqualTo(new JsonCanonicalizer(plain).getEncodedString());
  }

  @Provide
  Arbitrary<Map<String, Object>> trees() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars(' ', '~')
            .withChars('\u0000', '\u001f')
            .withChars('ä', '€', '\ufb33', '"', '\\')
            .ofMaxLength(12);
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            text.map(Object.class::cast),
            Arbitraries.integers().map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    Arbitrary<Object> value =
        Arbitraries.lazyOf(
            () -> leaf,
            () -> leaf,
            () -> leaf.list().ofMaxSize(4).map(Object.class::cast),
            () -> trees().map(Object.class::cast));
    return Arbitraries.maps(text, value).ofMaxSize(5);
  }

  @Test
  void printsAllLevelsOfNesting() {
    assertThat(CanonicalJson.of(Map.of("b", List.of(1, Map.of("d", 2, "c", Arrays.asList(3))))))
        .isEqualTo("{\"b\":[1,{\"c\":[3],\"d\":2}]}");
  }

  private static String canonical(String json) throws IOException {
    return CanonicalJson.of(MAPPER.readValue(json, Object.class));
  }
}
