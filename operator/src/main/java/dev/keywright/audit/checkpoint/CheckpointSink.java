package dev.keywright.audit.checkpoint;

import dev.keywright.core.Diagnosis;
import java.util.Optional;

/**
 * A place where checkpoints are shown. Worth something only where the operator cannot change them
 * afterwards. Called by one thread at a time.
 */
public interface CheckpointSink {
  /** How logs name this place. */
  String name();

  /**
   * Keeps a checkpoint. May block up to the sink's own timeout.
   *
   * @return why it is not known to be kept; it is not sent again, since the next one covers it
   */
  Optional<Diagnosis> publish(Checkpoint checkpoint, SignedNote note);
}
