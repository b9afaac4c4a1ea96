package dev.keywright.rotation.trigger;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.rotation.RunIdentity;
import dev.keywright.rotation.RunJournal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the trigger side needs to know of a run.
 *
 * @param name name of the SecretRotation
 * @param triggerKey what caused it
 * @param stage how far it is
 * @param createdAt when its object was made
 * @param finishedAt when it ended
 * @param held why it waits for somebody
 * @param failure why it ended without a new value
 */
public record RunFacts(
    String name,
    String triggerKey,
    Stage stage,
    Instant createdAt,
    Optional<Instant> finishedAt,
    Optional<String> held,
    Optional<String> failure) {
  /** Older runs first; the name decides between runs of one second. */
  static final Comparator<RunFacts> BY_AGE =
      Comparator.comparing(RunFacts::createdAt).thenComparing(RunFacts::name);

  /** How far a run is. */
  public enum Stage {
    QUEUED,
    UNDER_WAY,
    DONE,
    /** Nothing was changed, or somebody else's value stays. */
    ENDED_WITHOUT_VALUE,
    /** As before, and nothing goes on by itself until a person has looked. */
    QUARANTINED
  }

  /** As its object tells. */
  static RunFacts of(SecretRotation run) {
    RunJournal journal = RunJournal.of(run);
    RunIdentity identity = RunIdentity.of(run);
    List<Condition> conditions = journal.status().conditions();
    return new RunFacts(
        identity.run().name(),
        identity.triggerKey(),
        stageOf(journal),
        identity.createdAt(),
        Optional.ofNullable(journal.status().finishedTime()),
        message(conditions, "Held"),
        message(conditions, "Failed"));
  }

  /** The oldest of {@code runs}. */
  static Optional<RunFacts> oldest(Stream<RunFacts> runs) {
    return runs.min(BY_AGE);
  }

  /** Whether nothing happens in it any more. */
  public boolean isEnded() {
    return stage != Stage.QUEUED && stage != Stage.UNDER_WAY;
  }

  private static Stage stageOf(RunJournal journal) {
    if (!journal.isEnded()) {
      return journal.isBlank() ? Stage.QUEUED : Stage.UNDER_WAY;
    }
    RotationOutcome outcome = journal.status().outcome();
    if (outcome == RotationOutcome.Done) {
      return Stage.DONE;
    }
    return outcome == RotationOutcome.Quarantined ? Stage.QUARANTINED : Stage.ENDED_WITHOUT_VALUE;
  }

  private static Optional<String> message(@Nullable List<Condition> conditions, String type) {
    return ConditionSet.find(conditions, type)
        .filter(condition -> condition.status().equals("True"))
        .map(Condition::message);
  }
}
