package dev.keywright.audit.verify;

import java.nio.ByteBuffer;

/** A SHA-256 digest as four numbers, to be overwritten and compared without making objects. */
final class Hash256 {
  private long first;
  private long second;
  private long third;
  private long fourth;

  /** Takes 64 lower-case hexadecimal digits. */
  void readHex(byte[] data, int from) {
    first = hex(data, from);
    second = hex(data, from + 16);
    third = hex(data, from + 32);
    fourth = hex(data, from + 48);
  }

  /** Takes 32 bytes. */
  void readBytes(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    first = bytes.getLong();
    second = bytes.getLong();
    third = bytes.getLong();
    fourth = bytes.getLong();
  }

  /** Leaves 32 bytes. */
  void writeTo(byte[] digest) {
    ByteBuffer.wrap(digest).putLong(first).putLong(second).putLong(third).putLong(fourth);
  }

  void copy(Hash256 other) {
    first = other.first;
    second = other.second;
    third = other.third;
    fourth = other.fourth;
  }

  /** Takes the four numbers from {@code index} on. */
  void load(long[] store, int index) {
    first = store[index];
    second = store[index + 1];
    third = store[index + 2];
    fourth = store[index + 3];
  }

  /** Leaves the four numbers from {@code index} on. */
  void save(long[] store, int index) {
    store[index] = first;
    store[index + 1] = second;
    store[index + 2] = third;
    store[index + 3] = fourth;
  }

  boolean same(Hash256 other) {
    return first == other.first
        && second == other.second
        && third == other.third
        && fourth == other.fourth;
  }

  boolean isZero() {
    return (first | second | third | fourth) == 0;
  }

  String toHex() {
    return String.format("%016x%016x%016x%016x", first, second, third, fourth);
  }

  /** Sixteen hexadecimal digits as a number. */
  static long hex(byte[] data, int from) {
    long value = 0;
    for (int index = from; index < from + 16; index++) {
      value = (value << 4) | digit(data[index]);
    }
    return value;
  }

  /** The value of a lower-case hexadecimal digit. */
  static int digit(byte c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
  }
}
