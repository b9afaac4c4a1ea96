package dev.keywright.rollout;

import dev.keywright.core.Diagnosis;

/** What became of one {@link Restart}. */
public sealed interface RestartOutcome {
  /** The annotation is written: the workload's controller now replaces its pods. */
  record Patched() implements RestartOutcome {}

  /** The annotation has this value already; nothing was written. */
  record AlreadyThere() implements RestartOutcome {}

  /** The workload is gone, or another one has its name. Nothing is owed to it. */
  record Gone() implements RestartOutcome {}

  /** Somebody else changed the annotation, or the workload changes too fast: plan again. */
  record Conflict() implements RestartOutcome {}

  /** The API server refuses this change; a person is needed. */
  record Denied(Diagnosis diagnosis) implements RestartOutcome {}
}
