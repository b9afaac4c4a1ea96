package dev.keywright.cli.audit;

import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.NoteKey;
import dev.keywright.audit.checkpoint.SignedNote;
import dev.keywright.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The checkpoints that a log is held against, as flags of a command. */
final class Witnesses {
  /** A checkpoint with the note that it came in. */
  record Witness(Checkpoint checkpoint, SignedNote note) {}

  /**
   * What was in the file.
   *
   * @param believed checkpoints that count
   * @param rejected notes that are no checkpoint, or not signed by the key
   * @param signed whether signatures were checked
   */
  record Evidence(List<Witness> believed, int rejected, boolean signed) {
    List<Checkpoint> checkpoints() {
      return believed.stream().map(Witness::checkpoint).toList();
    }
  }

  @Option(
      names = "--checkpoints",
      paramLabel = "F",
      description = "File of signed checkpoints, from a place that the operator cannot rewrite.")
  private @Nullable Path checkpoints;

  @Option(
      names = "--public-key",
      paramLabel = "F",
      description =
          "File with the public key of the checkpoints: name+id+key. Without it, signatures are"
              + " not checked.")
  private @Nullable Path publicKey;

  /** Reads the files; empty when no checkpoints are given. */
  Optional<Evidence> read() throws IOException, CommandFailure {
    if (checkpoints == null) {
      return Optional.empty();
    }
    Optional<NoteKey> key = key();
    List<Witness> believed = new ArrayList<>();
    int rejected = 0;
    for (SignedNote note : SignedNote.readAll(Files.readAllLines(checkpoints))) {
      Optional<Checkpoint> checkpoint = Checkpoint.parse(note.text());
      if (checkpoint.isPresent() && key.filter(known -> !known.hasSigned(note)).isEmpty()) {
        believed.add(new Witness(checkpoint.get(), note));
      } else {
        rejected++;
      }
    }
    return Optional.of(new Evidence(List.copyOf(believed), rejected, key.isPresent()));
  }

  private Optional<NoteKey> key() throws IOException, CommandFailure {
    if (publicKey == null) {
      return Optional.empty();
    }
    Optional<NoteKey> key = NoteKey.parse(Files.readString(publicKey));
    if (key.isEmpty()) {
      throw new CommandFailure(
          publicKey + " holds no public key: it has one line of the form name+id+key");
    }
    return key;
  }
}
