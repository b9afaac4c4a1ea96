package dev.keywright.audit.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.json.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Keeps the body of an outbox entry within its size. A body that is too large first loses list
 * items (the number left out is recorded), then the ends of its free texts. Digests, ids,
 * fingerprints and times are ASCII of at most 64 characters and always stay whole.
 */
final class BodyShortener {
  private static final int FORM_LENGTH = 64;

  private BodyShortener() {}

  /** The canonical body, at most {@code maxBytes} of UTF-8. */
  static String shorten(Map<String, Object> body, int maxBytes) {
    List<Step> steps =
        List.of(
            new Step(RecordLimits.LISTED, text -> text),
            new Step(8, text -> text),
            new Step(2, text -> RecordText.clip(text, 2 * FORM_LENGTH)),
            new Step(1, text -> RecordText.clip(text, FORM_LENGTH)),
            new Step(1, text -> plain(RecordText.clip(text, FORM_LENGTH))));
    for (Step step : steps) {
      String text = CanonicalJson.of(step.object(body));
      if (text.getBytes(UTF_8).length <= maxBytes) {
        return text;
      }
    }
    throw new IllegalStateException("a body that cannot be shortened");
  }

  /** Only characters that take one byte in JSON. */
  private static String plain(String text) {
    return text.replaceAll("[^ !#-\\[\\]-~]", "?");
  }

  private record Step(int maxItems, UnaryOperator<String> text) {
    Map<String, Object> object(Map<?, ?> object) {
      Map<String, Object> shortened = new LinkedHashMap<>();
      object.forEach((name, value) -> member(shortened, (String) name, value));
      return shortened;
    }

    private void member(Map<String, Object> into, String name, Object value) {
      if (value instanceof List<?> list && list.size() > maxItems) {
        into.put(name, list.stream().limit(maxItems).map(this::value).toList());
        String counter = omittedCounter(name);
        if (!counter.isEmpty()) {
          into.merge(counter, list.size() - maxItems, Step::sum);
        }
      } else if (isCounter(name)) {
        into.merge(name, value, Step::sum);
      } else {
        into.put(name, value(value));
      }
    }

    private Object value(Object value) {
      return switch (value) {
        case Map<?, ?> map -> object(map);
        case List<?> list -> list.stream().map(this::value).toList();
        case String string -> text.apply(string);
        default -> value;
      };
    }

    /** The member beside the list {@code name} that counts what was left out. */
    private static String omittedCounter(String name) {
      return switch (name) {
        case "keys" -> "keysOmitted";
        case "states", "fields" -> "omitted";
        default -> "";
      };
    }

    private static boolean isCounter(String name) {
      return name.equals("keysOmitted") || name.equals("omitted");
    }

    private static Object sum(Object left, Object right) {
      return ((Number) left).longValue() + ((Number) right).longValue();
    }
  }
}
