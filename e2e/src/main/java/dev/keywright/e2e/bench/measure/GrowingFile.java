package dev.keywright.e2e.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The lines that are added to a log from now on, read in pieces. When the log is rotated (renamed
 * to {@code stem-TIME.extension}, as kube-apiserver does at 100 MB) reading goes on in the next
 * file. For one thread.
 */
final class GrowingFile implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path path;
  private Object identity;
  private FileChannel channel;
  private byte[] unfinished = new byte[0];

  /** Begins at the end of what is there. */
  GrowingFile(Path path) {
    this.path = path;
    try {
      this.identity = identityOf(path);
      this.channel = FileChannel.open(path, StandardOpenOption.READ);
      channel.position(channel.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole lines that came since the last call and are {@code wanted}. */
  List<String> poll(Predicate<String> wanted) {
    List<String> lines = new ArrayList<>();
    try {
      readOn(wanted, lines);
      for (Path next = successor(); next != null; next = successor()) {
        switchTo(next);
        readOn(wanted, lines);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readOn(Predicate<String> wanted, List<String> lines) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
    while (channel.read(buffer) > 0) {
      take(buffer.flip(), wanted, lines);
      buffer.clear();
    }
  }

  private void take(ByteBuffer read, Predicate<String> wanted, List<String> lines) {
    byte[] bytes = new byte[unfinished.length + read.remaining()];
    System.arraycopy(unfinished, 0, bytes, 0, unfinished.length);
    read.get(bytes, unfinished.length, read.remaining());
    int start = 0;
    for (int i = unfinished.length; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        if (wanted.test(line)) {
          lines.add(line);
        }
        start = i + 1;
      }
    }
    unfinished = java.util.Arrays.copyOfRange(bytes, start, bytes.length);
  }

  /** The file that was begun after this one was closed; null while this is the newest. */
  private @org.jspecify.annotations.Nullable Path successor() throws IOException {
    if (identityOf(path).equals(identity)) {
      return null;
    }
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    try (Stream<Path> files = Files.list(path.toAbsolutePath().getParent())) {
      List<Path> rotated =
          files
              .filter(file -> file.getFileName().toString().startsWith(stem + "-"))
              .sorted()
              .toList();
      for (int i = 0; i < rotated.size(); i++) {
        if (identityOf(rotated.get(i)).equals(identity)) {
          return i + 1 < rotated.size() ? rotated.get(i + 1) : path;
        }
      }
    }
    throw new IllegalStateException("a part of " + path + " is gone before it was read");
  }

  private void switchTo(Path next) throws IOException {
    channel.close();
    identity = identityOf(next);
    channel = FileChannel.open(next, StandardOpenOption.READ);
  }

  private static Object identityOf(Path file) throws IOException {
    return java.util.Objects.requireNonNull(
        Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey(),
        "files have no identity on this file system");
  }
}
