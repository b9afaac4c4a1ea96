package dev.keywright.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.keywright.audit.chain.AuditLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends each line to a file and acknowledges a batch after {@code fsync}. The file is opened with
 * the first batch and locked against a second writer. A last line without its end, left by a crash,
 * was never acknowledged: it is cut off when the file is opened, and the record arrives again. What
 * a failed batch left is cut off in the same way, as far as that works. When the file was moved
 * away, as log rotation does, the next batch begins a new one. The file is readable by its group.
 */
public final class FileSink implements AuditSink {
  private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);
  private static final int REPAIR_STEP_BYTES = 8192;

  private final Path file;
  private Optional<FileChannel> open = Optional.empty();
  private Optional<Object> openKey = Optional.empty();

  /**
   * @param file where to write; its folder must exist
   */
  public FileSink(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Delivery accept(List<AuditLine> lines) {
    try {
      if (open.isPresent() && !openKey.equals(keyOf(file))) {
        close();
      }
      if (open.isEmpty()) {
        open = lockAndRepair();
        openKey = keyOf(file);
      }
      if (open.isEmpty()) {
        return new Delivery.Failed("Another process writes the audit file.");
      }
      append(open.get(), lines);
      return new Delivery.Acked();
    } catch (IOException e) {
      LOG.debug("The audit file {} cannot be written", file, e);
      close();
      return new Delivery.Failed("The audit file cannot be written.");
    }
  }

  /** Tells one file from another of the same name; empty when there is none. */
  private static Optional<Object> keyOf(Path path) throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void append(FileChannel channel, List<AuditLine> lines) throws IOException {
    String text = lines.stream().map(AuditLine::json).collect(Collectors.joining("\n", "", "\n"));
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    long end = channel.size();
    try {
      channel.position(end);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      cutOff(channel, end, e);
      throw e;
    }
  }

  /** So that the batch, which will come again, does not stand there twice. */
  private static void cutOff(FileChannel channel, long end, IOException cause) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The file, ready to be appended to; empty when another process has it. */
  private Optional<FileChannel> lockAndRepair() throws IOException {
    boolean isNew = Files.notExists(file);
    FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), readableByGroup());
    try {
      if (!lock(channel)) {
        channel.close();
        return Optional.empty();
      }
      if (isNew) {
        syncFolder();
      }
      repair(channel);
      return Optional.of(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void repair(FileChannel channel) throws IOException {
    long size = channel.size();
    long end = endOfLastLine(channel, size);
    if (end < size) {
      channel.truncate(end);
      channel.force(true);
      LOG.warn(
          "The audit file {} ended in the middle of a line; {} bytes were cut off and come again",
          file,
          size - end);
    }
  }

  /** The place after the last line end, looking backwards. */
  private static long endOfLastLine(FileChannel channel, long size) throws IOException {
    long end = size;
    while (end > 0) {
      long from = Math.max(0, end - REPAIR_STEP_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      for (int index = bytes.position() - 1; index >= 0; index--) {
        if (bytes.get(index) == '\n') {
          return from + index + 1;
        }
      }
      end = from;
    }
    return 0;
  }

  /** Makes the new name itself survive a crash. */
  private void syncFolder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    }
  }

  private FileAttribute<?>[] readableByGroup() {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() {
    open.ifPresent(
        channel -> {
          try {
            channel.close();
          } catch (IOException e) {
            LOG.debug("The audit file {} could not be closed", file, e);
          }
        });
    open = Optional.empty();
  }
}
