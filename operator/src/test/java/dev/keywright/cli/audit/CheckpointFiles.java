package dev.keywright.cli.audit;

import dev.keywright.audit.AuditSamples;
import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.TestKeys;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.FileCheckpoints;
import dev.keywright.audit.checkpoint.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checkpoints of a log, as the operator would have written them.
 *
 * @param notes the file of checkpoints
 * @param key the file with the public key
 */
record CheckpointFiles(Path notes, Path key) {
  /** Checkpoints after these numbers of records, by a fresh key. */
  static CheckpointFiles of(GeneratedLog log, Path folder, int... sizes) throws IOException {
    return of(folder, IntStream.of(sizes).mapToObj(size -> log.checkpointAfter(size - 1)).toList());
  }

  /** The checkpoint after the last record of a log that may hold crashes. */
  static CheckpointFiles ofWhole(GeneratedLog log, Path folder) throws IOException {
    return of(folder, List.of(log.lastCheckpoint()));
  }

  private static CheckpointFiles of(Path folder, List<Checkpoint> checkpoints) throws IOException {
    Files.createDirectories(folder);
    NoteSigner signer =
        new NoteSigner(Checkpoint.originOf(AuditSamples.CLUSTER), TestKeys.ed25519());
    Path notes = folder.resolve("checkpoints.txt");
    FileCheckpoints file = new FileCheckpoints(notes);
    for (Checkpoint checkpoint : checkpoints) {
      file.publish(checkpoint, signer.sign(checkpoint));
    }
    return new CheckpointFiles(
        notes, Files.writeString(folder.resolve("key.pub"), signer.key() + "\n"));
  }
}
