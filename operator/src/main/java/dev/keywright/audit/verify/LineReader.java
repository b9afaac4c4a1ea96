package dev.keywright.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines inside one buffer, without making objects. A line ends with a line feed
 * and nothing else. Memory is the buffer, however long a line is. Not thread-safe.
 */
final class LineReader {
  private static final int BUFFER_BYTES = 1 << 20;

  private final InputStream in;
  private final int maxLineBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private int start;
  private int end;
  private int next;
  private boolean tooLong;
  private boolean ended;
  private long bufferOffset;
  private long lineOffset;

  /**
   * @param maxLineBytes the longest line that is given out, far below a mebibyte
   */
  LineReader(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /** Moves to the next line; false at the end of the stream. */
  boolean next() throws IOException {
    start = next;
    lineOffset = bufferOffset + start;
    tooLong = false;
    int searched = start;
    while (true) {
      for (int index = searched; index < filled; index++) {
        if (buffer[index] == '\n') {
          return found(index, index + 1, true);
        }
      }
      if (filled - start > maxLineBytes) {
        tooLong = true;
        bufferOffset += filled - start;
        filled = start;
      }
      searched = filled - start;
      compact();
      searched += start;
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        boolean isAny = filled > start || tooLong;
        return isAny && found(filled, filled, false);
      }
      filled += read;
    }
  }

  private boolean found(int lineEnd, int nextLine, boolean isEnded) {
    end = lineEnd;
    next = nextLine;
    ended = isEnded;
    tooLong |= lineEnd - start > maxLineBytes;
    return true;
  }

  private void compact() {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      bufferOffset += start;
      start = 0;
    }
  }

  /** The bytes that hold the line from {@link #start()} to {@link #end()}. */
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** Exclusive; before the line feed. */
  int end() {
    return end;
  }

  /** How many bytes of the stream stand before the line. */
  long offset() {
    return lineOffset;
  }

  /** Whether the line begins with these bytes. */
  boolean startsWith(byte[] beginning) {
    int stop = start + beginning.length;
    return stop <= end && Arrays.equals(buffer, start, stop, beginning, 0, beginning.length);
  }

  /** Whether the line was longer than allowed; its bytes are then not all there. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Whether the line had its line feed. */
  boolean isEnded() {
    return ended;
  }
}
