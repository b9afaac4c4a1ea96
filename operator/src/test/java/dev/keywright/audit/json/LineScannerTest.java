package dev.keywright.audit.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keywright.audit.json.MalformedLine.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineScannerTest {
  private static final ObjectShape SHAPE =
      ObjectShape.of(
          Field.required("name", TextShape.upTo(4), "Text."),
          Field.optional("flag", new FlagShape(false), "A flag."),
          Field.optional("found", new FlagShape(true), "A mark."),
          Field.optional("list", new ListShape(WholeShape.from(0), 2), "Numbers."),
          Field.optional(
              "inner", ObjectShape.of(Field.optional("a", WholeShape.from(0), "A.")), "Inner."));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"x\"}",
        "{\"flag\":false,\"name\":\"x\"}",
        "{\"found\":true,\"name\":\"x\"}",
        "{\"inner\":{\"a\":0},\"list\":[0,9007199254740991],\"name\":\"äöü😀\"}",
        "{\"name\":\"\\u0000\\b\\u001f\\\"\"}"
      })
  void acceptsWhatTheWriterWrites(String line) {
    assertThatCode(() -> scan(line)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"x\"}x | Unparsable",
        "{\"name\":\"x\" | Unparsable",
        "{\"name\":\"x | Unparsable",
        "{\"name\"\"x\"} | Unparsable",
        "{\"name\" | Unparsable",
        "{\"name\":\"\\x\"} | Unparsable",
        "{\"name\":\"x\",} | Unparsable",
        "{\"list\":[1,],\"name\":\"x\"} | Unparsable",
        "{\"list\":[01],\"name\":\"x\"} | Unparsable",
        "{\"name\" :\"x\"} | NotCanonical",
        "{ \"name\":\"x\"} | NotCanonical",
        "{\"name\":\"\\u0041\"} | NotCanonical",
        "{\"name\":\"\\/\"} | NotCanonical",
        "{\"name\":\"\\u000A\"} | NotCanonical",
        "{\"name\":\"\\u001F\"} | NotCanonical",
        "{\"name\":\"x\",\"flag\":true} | NotCanonical",
        "{\"name\":\"x\",\"name\":\"x\"} | NotCanonical",
        "{\"n\\u0061me\":\"x\"} | NotCanonical",
        "{\"name\":\"x\",\"other\":1} | UnknownField",
        "{} | InvalidField",
        "{\"flag\":true} | InvalidField",
        "{\"name\":\"\"} | InvalidField",
        "{\"name\":\"12345\"} | InvalidField",
        "{\"name\":5} | InvalidField",
        "{\"name\":null} | InvalidField",
        "{\"found\":false,\"name\":\"x\"} | InvalidField",
        "{\"inner\":{},\"name\":\"x\"} | InvalidField",
        "{\"list\":[],\"name\":\"x\"} | InvalidField",
        "{\"list\":[1,2,3],\"name\":\"x\"} | InvalidField",
        "{\"list\":[-1],\"name\":\"x\"} | InvalidField",
        "{\"list\":[1.0],\"name\":\"x\"} | InvalidField",
        "{\"list\":[1e3],\"name\":\"x\"} | InvalidField",
        "{\"list\":[9007199254740992],\"name\":\"x\"} | InvalidField",
        "{\"list\":[99999999999999999999],\"name\":\"x\"} | InvalidField"
      })
  void saysInWhichWayALineIsWrong(String line, Kind kind) {
    assertThat(problemOf(line.getBytes(UTF_8))).contains(kind);
  }

  /** Table 3-7 of the Unicode standard: overlong forms, halves of pairs, beyond the last one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00c0\u0080",
        "\u00c1\u00bf",
        "\u00e0\u0080\u0080",
        "\u00ed\u00a0\u0080",
        "\u00f0\u0080\u0080\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u0080",
        "\u00e2\u0082",
        "\u0001",
        "\n"
      })
  void refusesBytesThatAreNoText(String bytes) {
    assertThat(problemOf(("{\"name\":\"" + bytes + "\"}").getBytes(ISO_8859_1)))
        .contains(Kind.Unparsable);
  }

  @Property(tries = 500)
  @Label("any bytes are judged without breaking")
  void survivesAnything(@ForAll byte[] line) {
    assertThat(problemOf(line)).isPresent();
  }

  @Property(tries = 500)
  @Label("a line that is accepted is the one that the writer writes")
  void acceptsOneFormOnly(@ForAll String text, @ForAll List<Integer> numbers) throws Exception {
    Optional<String> written = written(text, numbers);
    if (written.isPresent() && problemOf(written.get().getBytes(UTF_8)).isEmpty()) {
      byte[] bytes = written.get().getBytes(UTF_8);
      for (int index = 0; index < bytes.length; index++) {
        byte[] changed = bytes.clone();
        changed[index] ^= 0x20;
        if (problemOf(changed).isEmpty()) {
          Object read =
              new com.fasterxml.jackson.databind.ObjectMapper().readValue(changed, Object.class);
          assertThat(CanonicalJson.bytesOf(read)).isEqualTo(changed);
        }
      }
    }
  }

  private static Optional<String> written(String text, List<Integer> numbers) {
    try {
      return Optional.of(CanonicalJson.of(Map.of("name", text, "list", numbers)));
    } catch (IllegalArgumentException brokenText) {
      return Optional.empty();
    }
  }

  @Test
  void keepsNoPlaceOfTheLineBefore() throws MalformedLine {
    LineScanner scanner = new LineScanner(1);
    ObjectShape shape =
        ObjectShape.of(Field.optional("a", WholeShape.from(0), "A.").keptAs(0), required());
    byte[] with = "{\"a\":7,\"b\":\"x\"}".getBytes(UTF_8);
    byte[] without = "{\"b\":\"x\"}".getBytes(UTF_8);

    scanner.scan(shape, with, 0, with.length);
    assertThat(scanner.wholeAt(0)).isEqualTo(7);
    scanner.scan(shape, without, 0, without.length);

    assertThat(scanner.has(0)).isFalse();
  }

  private static Field required() {
    return Field.required("b", TextShape.upTo(4), "B.");
  }

  private static void scan(String line) throws MalformedLine {
    byte[] bytes = line.getBytes(UTF_8);
    new LineScanner(0).scan(SHAPE, bytes, 0, bytes.length);
  }

  private static Optional<Kind> problemOf(byte[] line) {
    try {
      new LineScanner(0).scan(SHAPE, line, 0, line.length);
      return Optional.empty();
    } catch (MalformedLine e) {
      return Optional.of(e.kind());
    }
  }
}
