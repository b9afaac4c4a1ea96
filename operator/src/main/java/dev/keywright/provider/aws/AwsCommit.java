package dev.keywright.provider.aws;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes staged values current. Thread-safe; throws {@link AwsCallFailed}. */
final class AwsCommit {
  private final SecretOperations operations;

  AwsCommit(SecretOperations operations) {
    this.operations = operations;
  }

  CommitResult commit(CommitRequest request) {
    SecretState state = operations.describe(request.path());
    if (state.deleted()) {
      throw AwsFailures.failed(AwsProblem.STATE, "commit in " + request.path());
    }
    Optional<CommitResult> done = landed(request, state);
    if (done.isPresent()) {
      return done.get();
    }
    Optional<SecretState.Slot> slot =
        state.slot().or(() -> attachedAgain(request, state)).filter(held -> isOurs(held, request));
    if (slot.isEmpty()) {
      return new CommitResult.NotStaged();
    }
    String base = request.base().id();
    if (!state.has(base, SecretState.CURRENT)) {
      return moved(request, state);
    }
    return slot.get().mark().base().equals(base)
        ? promote(request, slot.get().version())
        : promote(request, rebase(request, slot.get()));
  }

  /**
   * A version of ours that is current, or was until somebody else wrote. AWS keeps no history of
   * labels; AWSPREVIOUS is the trace that a commit leaves when it is overtaken.
   */
  private static Optional<CommitResult> landed(CommitRequest request, SecretState state) {
    Optional<String> held =
        state.slot().filter(slot -> isOurs(slot, request)).map(SecretState.Slot::version);
    List<String> candidates =
        held.map(List::of).orElse(VersionIds.of(request.token(), request.base().id()));
    return candidates.stream()
        .filter(
            version ->
                state.has(version, SecretState.CURRENT) || state.has(version, SecretState.PREVIOUS))
        .findFirst()
        .map(version -> new CommitResult.Committed(new SourceVersion(version)));
  }

  /**
   * Our staged version, when nobody seems to have AWSPENDING: somebody took the label off, or this
   * view is older than its attachment. Writes are judged by AWS itself, so attaching it (again)
   * settles which.
   */
  private Optional<SecretState.Slot> attachedAgain(CommitRequest request, SecretState state) {
    if (state.holderOf(SecretState.PENDING).isPresent()) {
      return Optional.empty();
    }
    Optional<SecretState.Slot> marked =
        state.marked().filter(slot -> isOurs(slot, request)).findFirst();
    marked.ifPresent(slot -> attach(request.path(), slot.version()));
    return marked;
  }

  private void attach(SecretPath path, String version) {
    try {
      operations.move(path, SecretState.PENDING, Optional.of(version), Optional.empty());
    } catch (AwsCallFailed e) {
      if (!e.problem().isRefusedMove()) {
        throw e;
      }
      requireHolder(path, version);
    }
  }

  private void requireHolder(SecretPath path, String version) {
    if (!operations.describe(path).has(version, SecretState.PENDING)) {
      throw AwsFailures.failed(AwsProblem.UNAVAILABLE, "who holds AWSPENDING of " + path);
    }
  }

  private static boolean isOurs(SecretState.Slot slot, CommitRequest request) {
    return slot.mark().run().equals(request.run())
        && VersionIds.of(request.token(), slot.mark().base()).contains(slot.version());
  }

  private CommitResult promote(CommitRequest request, String version) {
    try {
      operations.move(
          request.path(),
          SecretState.CURRENT,
          Optional.of(version),
          Optional.of(request.base().id()));
      return new CommitResult.Committed(new SourceVersion(version));
    } catch (AwsCallFailed e) {
      if (!e.problem().isRefusedMove()) {
        throw e;
      }
    }
    SecretState now = operations.describe(request.path());
    return landed(request, now).orElseGet(() -> moved(request, now));
  }

  private static CommitResult moved(CommitRequest request, SecretState state) {
    Optional<String> current = state.current();
    if (current.isEmpty() || current.get().equals(request.base().id())) {
      // AWS has just said that it is not: this view is older
      throw AwsFailures.failed(
          AwsProblem.UNAVAILABLE, "which version of " + request.path() + " is current");
    }
    return new CommitResult.BaseMoved(new SourceVersion(current.get()));
  }

  /**
   * The staged values over a newer base, as the new holder of the slot. A repeat after a crash in
   * between makes the same version again.
   */
  private String rebase(CommitRequest request, SecretState.Slot slot) {
    SecretPath path = request.path();
    String base = request.base().id();
    SecretValue staged = operations.valueOf(path, slot.version());
    SecretValue old = operations.valueOf(path, slot.mark().base());
    SecretValue fresh = operations.valueOf(path, base);
    Map<String, SecretMaterial> properties = staged.differenceTo(old);
    Optional<String> problem = fresh.problemOf(properties);
    if (problem.isPresent()) {
      throw AwsFailures.invalid(path + ": " + problem.get());
    }
    SlotMark mark = new SlotMark(slot.mark().run(), slot.mark().attempt(), base);
    String version = VersionIds.rebased(request.token(), base);
    operations.put(path, version, fresh.with(properties), mark.label());
    handOver(path, slot, version);
    return version;
  }

  private void handOver(SecretPath path, SecretState.Slot from, String to) {
    try {
      operations.move(path, SecretState.PENDING, Optional.of(to), Optional.of(from.version()));
    } catch (AwsCallFailed e) {
      if (!e.problem().isRefusedMove()) {
        throw e;
      }
      requireHolder(path, to);
    }
    operations.takeOff(path, from.mark().label(), from.version());
  }
}
