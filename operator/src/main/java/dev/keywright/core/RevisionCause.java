package dev.keywright.core;

import java.util.Arrays;
import java.util.Optional;

/** Why a revision of a target was made. Written on the target in the same write as the data. */
public enum RevisionCause {
  /** The target did not exist. Restarts nothing. */
  Created(false),
  /** The target existed with the same content and was taken over. Restarts nothing. */
  Adopted(false),
  /** A source has other content. */
  SourceChanged(true),
  /** The policy asks for other keys or another shape. */
  SpecChanged(true),
  /** A rotation of ours made a new value. */
  Rotated(true);

  private final boolean restartsConsumers;

  RevisionCause(boolean restartsConsumers) {
    this.restartsConsumers = restartsConsumers;
  }

  /**
   * The cause with this name; empty when there is none, for instance in an annotation that somebody
   * edited.
   */
  public static Optional<RevisionCause> named(String name) {
    return Arrays.stream(values()).filter(cause -> cause.name().equals(name)).findFirst();
  }

  /** Whether consumers that run on an earlier revision are owed a restart. */
  public boolean restartsConsumers() {
    return restartsConsumers;
  }
}
