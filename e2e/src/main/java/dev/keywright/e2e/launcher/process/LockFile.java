package dev.keywright.e2e.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes. The system gives it back when the process ends, in whatever way; the
 * file itself stays and is empty.
 */
public final class LockFile implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock; empty when another process has it. A process must not try for a lock that it
   * has: POSIX gives a lock back when any descriptor of the file is closed.
   */
  public static Optional<LockFile> tryTake(Path file) {
    try {
      FileChannel channel = open(file);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new LockFile(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes the lock, after another process or another thread of this one has given it back.
   *
   * @param whenWaiting run once before the wait, if there is one
   */
  public static LockFile take(Path file, Runnable whenWaiting) {
    try {
      FileChannel channel = open(file);
      if (tryLock(channel) == null) {
        whenWaiting.run();
        awaitLock(channel, file);
      }
      return new LockFile(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void awaitLock(FileChannel channel, Path file) throws IOException {
    while (tryLock(channel) == null) {
      LockSupport.parkNanos(POLL.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while waiting for " + file);
      }
    }
  }

  /** Null when another process, or another thread of this one, holds the lock. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
