package dev.keywright.audit.json;

import static dev.keywright.audit.json.MalformedLine.Kind.InvalidField;
import static dev.keywright.audit.json.MalformedLine.Kind.NotCanonical;
import static dev.keywright.audit.json.MalformedLine.Kind.Unparsable;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Holds one line of canonical JSON against a shape, on its bytes, without building anything.
 * Strict: whatever {@link CanonicalJson} would have written otherwise is refused, so that of all
 * the ways to write one content exactly one is accepted and no byte can change unseen. Places of
 * chosen fields are kept by slot until the next line. Not thread-safe; made to be reused.
 */
public final class LineScanner {
  private static final int WHOLE_DIGITS = 16;
  private static final int MAX_SHOWN_NAME = 64;

  private final int[] starts;
  private final int[] ends;
  private byte[] data = new byte[0];
  private int position;
  private int from;
  private int limit;

  /**
   * @param slots how many fields can be kept
   */
  public LineScanner(int slots) {
    this.starts = new int[slots];
    this.ends = new int[slots];
  }

  /**
   * Scans the bytes {@code from} to {@code to}, which are one value of {@code shape} and nothing
   * else.
   *
   * @throws MalformedLine when they are not
   */
  public void scan(Shape shape, byte[] bytes, int from, int to) throws MalformedLine {
    this.data = bytes;
    this.from = from;
    this.position = from;
    this.limit = to;
    Arrays.fill(starts, -1);
    shape.scan(this);
    if (position != limit) {
      throw malformed(Unparsable, "something follows the record");
    }
  }

  /** Whether the field of {@code slot} stood in the line. */
  public boolean has(int slot) {
    return starts[slot] >= 0;
  }

  /** Where the value of {@code slot} begins; of text, after the quote. */
  public int startOf(int slot) {
    return data[starts[slot]] == '"' ? starts[slot] + 1 : starts[slot];
  }

  /** Where the value of {@code slot} ends, exclusive; of text, before the quote. */
  public int endOf(int slot) {
    return data[starts[slot]] == '"' ? ends[slot] - 1 : ends[slot];
  }

  /** The whole number in {@code slot}. */
  public long wholeAt(int slot) {
    long number = 0;
    for (int index = starts[slot]; index < ends[slot]; index++) {
      number = number * 10 + (data[index] - '0');
    }
    return number;
  }

  /** Whether the value in {@code slot} is exactly {@code bytes}. */
  public boolean isAt(int slot, byte[] bytes) {
    return Arrays.equals(data, startOf(slot), endOf(slot), bytes, 0, bytes.length);
  }

  byte[] data() {
    return data;
  }

  int position() {
    return position;
  }

  void keep(int slot, int start) {
    starts[slot] = start;
    ends[slot] = position;
  }

  boolean at(char c) {
    return position < limit && data[position] == c;
  }

  boolean skip(char c) {
    if (!at(c)) {
      return false;
    }
    position++;
    return true;
  }

  boolean skip(byte[] expected) {
    int end = position + expected.length;
    if (end > limit || !Arrays.equals(data, position, end, expected, 0, expected.length)) {
      return false;
    }
    position = end;
    return true;
  }

  /** Passes the bracket that opens an object or a list. */
  void open(char bracket) throws MalformedLine {
    if (!skip(bracket)) {
      throw otherType(bracket == '{' ? "an object" : "a list");
    }
  }

  /** Passes the bracket that closes an object or a list. */
  void close(char bracket) throws MalformedLine {
    if (!skip(bracket)) {
      throw unexpected("'" + bracket + "' is missing");
    }
  }

  /** Passes a whole number and returns it. */
  long whole() throws MalformedLine {
    int start = position;
    long number = 0;
    while (position < limit && data[position] >= '0' && data[position] <= '9') {
      number = number * 10 + (data[position++] - '0');
      if (position - start > WHOLE_DIGITS) {
        throw malformed(InvalidField, "a number out of range");
      }
    }
    if (position == start) {
      throw otherType("a whole number");
    }
    if (data[start] == '0' && position - start > 1) {
      throw malformed(Unparsable, "a number with a leading zero");
    }
    if (at('.') || at('e') || at('E')) {
      throw malformed(InvalidField, "not a whole number");
    }
    return number;
  }

  /** Passes text with its quotes and returns its length in code points. */
  int string() throws MalformedLine {
    if (!skip('"')) {
      throw otherType("text");
    }
    int length = 0;
    while (position < limit) {
      byte c = data[position];
      if (c == '"') {
        position++;
        return length;
      }
      if (c == '\\') {
        escape();
      } else if (c >= ' ') {
        position++;
      } else {
        multiByte(c);
      }
      length++;
    }
    throw malformed(Unparsable, "text without an end");
  }

  private void escape() throws MalformedLine {
    int c = position + 1 < limit ? data[position + 1] : -1;
    switch (c) {
      case '"', '\\', 'b', 't', 'n', 'f', 'r' -> position += 2;
      case 'u' -> controlEscape();
      case '/' -> throw malformed(NotCanonical, "a needless escape");
      default -> throw malformed(Unparsable, "an escape that JSON does not have");
    }
  }

  /** Only control characters without a short escape are written with four digits. */
  private void controlEscape() throws MalformedLine {
    boolean usual =
        position + 6 <= limit
            && data[position + 2] == '0'
            && data[position + 3] == '0'
            && isControlWithoutShortForm(data[position + 4], data[position + 5]);
    if (!usual) {
      throw malformed(NotCanonical, "a needless or unusual escape");
    }
    position += 6;
  }

  private static boolean isControlWithoutShortForm(byte high, byte low) {
    return high == '1'
        ? TextFormat.isHexDigit(low)
        : high == '0' && "01234567bef".indexOf(low) >= 0;
  }

  /**
   * Passes one character of two to four bytes, well-formed by table 3-7 of the Unicode standard.
   */
  private void multiByte(byte first) throws MalformedLine {
    int lead = first & 0xff;
    int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || position + size > limit) {
      throw malformed(Unparsable, lead < ' ' ? "a control character" : "not UTF-8");
    }
    int second = data[position + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    boolean wellFormed = second >= lowest && second <= highest;
    for (int index = 2; index < size; index++) {
      wellFormed &= (data[position + index] & 0xc0) == 0x80;
    }
    if (!wellFormed) {
      throw malformed(Unparsable, "not UTF-8");
    }
    position += size;
  }

  /** The member name at the position, printable and short; for messages. */
  String name() throws MalformedLine {
    int start = position + 1;
    string();
    int end = position - 1;
    String name = new String(data, start, Math.min(end - start, MAX_SHOWN_NAME), ISO_8859_1);
    return name.replaceAll("[^ -~]", "?");
  }

  MalformedLine malformed(MalformedLine.Kind kind, String what) {
    return new MalformedLine(kind, what + " (at byte " + (position - from + 1) + ")");
  }

  private MalformedLine otherType(String wanted) {
    boolean startsValue = position < limit && "\"{[tfn-0123456789".indexOf(data[position]) >= 0;
    return startsValue
        ? malformed(InvalidField, "not " + wanted)
        : unexpected(wanted + " is missing");
  }

  boolean atWhiteSpace() {
    return position < limit && " \t\r\n".indexOf(data[position]) >= 0;
  }

  private MalformedLine unexpected(String what) {
    if (atWhiteSpace()) {
      return malformed(NotCanonical, "white space");
    }
    return malformed(Unparsable, what);
  }
}
