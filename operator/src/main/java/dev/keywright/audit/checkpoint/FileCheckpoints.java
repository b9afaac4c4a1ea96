package dev.keywright.audit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Appends checkpoints to a file, for {@code keywright audit verify --checkpoints}. Whoever can
 * write the file can cut it: have it copied elsewhere, or put it on storage that only grows.
 */
public final class FileCheckpoints implements CheckpointSink {
  private final Path file;

  /**
   * @param file where to write; its folder must exist
   */
  public FileCheckpoints(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Optional<Diagnosis> publish(Checkpoint checkpoint, SignedNote note) {
    try (FileChannel channel = FileChannel.open(file, CREATE, APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap((note + "\n").getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          Diagnosis.of(Reason.Reconciling, "The file of checkpoints cannot be written."));
    }
  }
}
