package dev.keywright.provider.aws;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import java.util.Optional;

/** Puts the values of a run into the slot. Thread-safe; throws {@link AwsCallFailed}. */
final class AwsStaging {
  private final SecretOperations operations;

  AwsStaging(SecretOperations operations) {
    this.operations = operations;
  }

  StageResult stage(StageRequest request) {
    SecretState state = operations.describe(request.path());
    if (state.deleted()) {
      throw AwsFailures.failed(AwsProblem.STATE, "stage in " + request.path());
    }
    return switch (SlotClaim.judge(state, request.run(), request.attempt())) {
      case SlotClaim.Ours(String version) -> new StageResult.Staged(new SourceVersion(version));
      case SlotClaim.Taken(String holder) -> new StageResult.Occupied(holder);
      case SlotClaim.Free(Optional<String> loser) -> stage(request, state, loser);
    };
  }

  private StageResult stage(StageRequest request, SecretState state, Optional<String> loser) {
    Optional<String> current = state.current();
    if (current.isEmpty()) {
      throw AwsFailures.invalid(
          request.path() + " has no current version: give the secret a first value");
    }
    if (!current.get().equals(request.base().id())) {
      return new StageResult.BaseMoved(new SourceVersion(current.get()));
    }
    SecretValue base = operations.valueOf(request.path(), request.base().id());
    Optional<String> problem = base.problemOf(request.properties());
    if (problem.isPresent()) {
      throw AwsFailures.invalid(request.path() + ": " + problem.get());
    }
    return attach(request, make(request, base.with(request.properties())), loser, state);
  }

  /**
   * The version with the staged value: made now, or by an earlier try of the same attempt, whose
   * value then stands (a value drawn again must not replace one that may be known already). The
   * second id is for an attempt whose first id went to a version that has been cleared.
   */
  private String make(StageRequest request, SecretValue staged) {
    String label = markOf(request).label();
    for (String id : VersionIds.of(request.token(), request.base().id())) {
      try {
        if (!operations.put(request.path(), id, staged, label).versionStages().contains(label)) {
          operations.move(request.path(), label, Optional.of(id), Optional.empty());
        }
        return id;
      } catch (AwsCallFailed e) {
        if (e.problem() != AwsProblem.TAKEN) {
          throw e;
        }
        if (carries(request.path(), id, label)) {
          return id;
        }
      }
    }
    throw AwsFailures.invalid(
        "attempt "
            + request.attempt()
            + " of "
            + request.run()
            + " was staged and cleared before: stage with a higher attempt");
  }

  private boolean carries(SecretPath path, String version, String label) {
    return operations.known(path, version).versionStages().contains(label);
  }

  private StageResult attach(
      StageRequest request, String version, Optional<String> loser, SecretState before) {
    try {
      operations.move(request.path(), SecretState.PENDING, Optional.of(version), loser);
    } catch (AwsCallFailed e) {
      if (!e.problem().isRefusedMove()) {
        throw e;
      }
      return afterRefusedAttach(request, version);
    }
    loser.ifPresent(
        old ->
            before
                .marksOn(old)
                .forEach(mark -> operations.takeOff(request.path(), mark.label(), old)));
    return new StageResult.Staged(new SourceVersion(version));
  }

  private StageResult afterRefusedAttach(StageRequest request, String version) {
    SecretState now = operations.describe(request.path());
    return switch (SlotClaim.judge(now, request.run(), request.attempt())) {
      case SlotClaim.Ours(String held) -> new StageResult.Staged(new SourceVersion(held));
      case SlotClaim.Taken(String holder) -> {
        operations.takeOff(request.path(), markOf(request).label(), version);
        yield new StageResult.Occupied(holder);
      }
      // refused, and yet nobody seems to hold it: this view is older than the refusal
      case SlotClaim.Free ignored ->
          throw AwsFailures.failed(
              AwsProblem.UNAVAILABLE, "who holds AWSPENDING of " + request.path());
    };
  }

  private static SlotMark markOf(StageRequest request) {
    return new SlotMark(request.run(), request.attempt(), request.base().id());
  }
}
