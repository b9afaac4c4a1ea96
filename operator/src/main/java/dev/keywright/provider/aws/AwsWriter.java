package dev.keywright.provider.aws;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.provider.spi.VersionedWriter;
import java.util.List;
import java.util.Optional;

/**
 * Rotation by staging labels. A staged version carries a {@link SlotMark} from its first moment and
 * then AWSPENDING, which is attached without naming a loser, so that AWS refuses it while another
 * run holds it. A commit moves AWSCURRENT and names the version that must lose it.
 *
 * <pre>
 *   (nothing) ─ PutSecretValue ─► mark ─ attach AWSPENDING ─► mark, AWSPENDING
 *                                                                 │ move AWSCURRENT from base
 *                 no labels of ours ◄─ clear ──────── mark, AWSPENDING, AWSCURRENT
 * </pre>
 *
 * Thread-safe; every method may be repeated.
 */
final class AwsWriter implements VersionedWriter {
  private final SecretOperations operations;
  private final AwsStaging staging;
  private final AwsCommit commit;

  AwsWriter(SecretOperations operations) {
    this.operations = operations;
    this.staging = new AwsStaging(operations);
    this.commit = new AwsCommit(operations);
  }

  @Override
  public StageResult stage(StageRequest request) {
    Optional<ProviderFailure> refusal = AwsPaths.refusalOf(request.path());
    if (refusal.isPresent()) {
      return new StageResult.Failed(refusal.get());
    }
    try {
      return staging.stage(request);
    } catch (AwsCallFailed e) {
      return new StageResult.Failed(e.failure());
    }
  }

  @Override
  public CommitResult commit(CommitRequest request) {
    Optional<ProviderFailure> refusal = AwsPaths.refusalOf(request.path());
    if (refusal.isPresent()) {
      return new CommitResult.Failed(refusal.get());
    }
    try {
      return commit.commit(request);
    } catch (AwsCallFailed e) {
      return new CommitResult.Failed(e.failure());
    }
  }

  /**
   * The slot, as far as it is Keywright's: a pending version of a rotation outside Keywright is
   * nobody's value to look at.
   */
  @Override
  public PendingResult pending(SecretPath path) {
    Optional<ProviderFailure> refusal = AwsPaths.refusalOf(path);
    if (refusal.isPresent()) {
      return new PendingResult.Failed(refusal.get());
    }
    try {
      SecretState state = operations.describe(path);
      return state.deleted() || state.slot().isEmpty()
          ? new PendingResult.Empty()
          : held(path, state.slot().get());
    } catch (AwsCallFailed e) {
      return e.problem() == AwsProblem.ABSENT
          ? new PendingResult.Empty()
          : new PendingResult.Failed(e.failure());
    }
  }

  @Override
  public ClearResult clear(SecretPath path, String run) {
    Optional<ProviderFailure> refusal = AwsPaths.refusalOf(path);
    if (refusal.isPresent()) {
      return new ClearResult.Failed(refusal.get());
    }
    try {
      SecretState state = operations.describe(path);
      if (!state.deleted()) {
        state.labels().keySet().forEach(version -> clear(path, run, state, version));
      }
      return new ClearResult.Cleared();
    } catch (AwsCallFailed e) {
      return e.problem() == AwsProblem.ABSENT
          ? new ClearResult.Cleared()
          : new ClearResult.Failed(e.failure());
    }
  }

  private PendingResult held(SecretPath path, SecretState.Slot slot) {
    SecretValue staged = operations.valueOf(path, slot.version());
    SecretValue base = operations.valueOf(path, slot.mark().base());
    return new PendingResult.Held(
        slot.mark().run(),
        slot.mark().attempt(),
        slot.mark().baseVersion(),
        new SourceVersion(slot.version()),
        staged.differenceTo(base));
  }

  /**
   * AWSPENDING goes before the mark: the other way round a crash would leave a pending version that
   * looks like a rotation outside Keywright.
   */
  private void clear(SecretPath path, String run, SecretState state, String version) {
    List<SlotMark> ours =
        state.marksOn(version).stream().filter(mark -> mark.run().equals(run)).toList();
    if (!ours.isEmpty() && state.has(version, SecretState.PENDING)) {
      operations.takeOff(path, SecretState.PENDING, version);
    }
    ours.forEach(mark -> operations.takeOff(path, mark.label(), version));
  }
}
