package dev.keywright.provider.aws;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Reads secrets and asks for their version. A read is one GetSecretValue; DescribeSecret is asked
 * beside it only where the answer leaves something open. Thread-safe.
 */
final class AwsReader implements VersionChecker {
  private final SecretOperations operations;

  AwsReader(SecretOperations operations) {
    this.operations = operations;
  }

  ReadResult read(ReadRequest request) {
    Optional<ProviderFailure> refusal = AwsPaths.refusalOf(request.path());
    if (refusal.isPresent()) {
      return new ReadResult.Failed(refusal.get());
    }
    try {
      checkForm(request.selector());
      GetSecretValueResponse answer = operations.get(request.path(), request.selector());
      if (isFreshEnough(request, answer)) {
        return new ReadResult.Found(objectIn(answer));
      }
      return new ReadResult.Failed(notYet(request.path()).failure());
    } catch (AwsCallFailed e) {
      return switch (e.problem()) {
        case ABSENT -> absent(request);
        case STATE -> absentIfDeleted(request.path(), e);
        case PARAMETER,
            TAKEN,
            RIGHTS,
            IDENTITY,
            UNTRUSTED,
            EXPIRED,
            KEY,
            THROTTLED,
            QUOTA,
            UNSUPPORTED,
            UNKNOWN,
            UNAVAILABLE ->
            new ReadResult.Failed(e.failure());
      };
    }
  }

  @Override
  public VersionResult versionOf(SecretPath path) {
    Optional<ProviderFailure> refusal = AwsPaths.refusalOf(path);
    if (refusal.isPresent()) {
      return new VersionResult.Failed(refusal.get());
    }
    try {
      SecretState state = operations.describe(path);
      Optional<String> current = state.current();
      if (state.deleted()) {
        return new VersionResult.Absent(path + " is marked for deletion");
      }
      return current.isEmpty()
          ? new VersionResult.Absent(path + " has no current version")
          : new VersionResult.Current(new SourceVersion(current.get()), state.currentMade());
    } catch (AwsCallFailed e) {
      return e.problem() == AwsProblem.ABSENT
          ? new VersionResult.Absent("no secret " + path)
          : new VersionResult.Failed(e.failure());
    }
  }

  /**
   * Whether the answer is the version asked for or a newer one. Reads of AWS may lag behind writes,
   * in both calls, so that the view that DescribeSecret gives must itself be shown to be younger
   * than the write.
   */
  private boolean isFreshEnough(ReadRequest request, GetSecretValueResponse answer) {
    if (request.atLeast().isEmpty()
        || !(request.selector() instanceof VersionSelector.Current)
        || answer.versionId().equals(request.atLeast().get().id())) {
      return true;
    }
    String ours = request.atLeast().get().id();
    SecretState state = operations.describe(request.path());
    if (!state.has(answer.versionId(), SecretState.CURRENT)) {
      return false;
    }
    return state.has(ours, SecretState.PREVIOUS) || isNoOlder(answer, request.path(), ours);
  }

  /** Ours was overtaken more than once, or this view is older than ours: the dates decide. */
  private boolean isNoOlder(GetSecretValueResponse answer, SecretPath path, String ours) {
    Instant made = answer.createdDate();
    try {
      Instant oursMade = operations.get(path, new VersionSelector.Pinned(ours)).createdDate();
      return made != null && oursMade != null && !made.isBefore(oursMade);
    } catch (AwsCallFailed e) {
      if (e.problem() == AwsProblem.ABSENT) {
        return false;
      }
      throw e;
    }
  }

  private ReadResult absent(ReadRequest request) {
    if (request.atLeast().isEmpty()) {
      return new ReadResult.Absent(whatIsMissing(request));
    }
    // we have written here: only a second witness makes this more than a lagging replica
    return switch (versionOf(request.path())) {
      case VersionResult.Absent(var message) -> new ReadResult.Absent(message);
      case VersionResult.Current ignored -> new ReadResult.Failed(notYet(request.path()).failure());
      case VersionResult.Failed(var failure) -> new ReadResult.Failed(failure);
    };
  }

  private ReadResult absentIfDeleted(SecretPath path, AwsCallFailed refused) {
    return versionOf(path) instanceof VersionResult.Absent(var message)
        ? new ReadResult.Absent(message)
        : new ReadResult.Failed(refused.failure());
  }

  private static AwsCallFailed notYet(SecretPath path) {
    return AwsFailures.failed(
        AwsProblem.UNAVAILABLE, "AWS does not show the version just written to " + path);
  }

  private static String whatIsMissing(ReadRequest request) {
    return switch (request.selector()) {
      case VersionSelector.Current() -> "no secret " + request.path() + " with a current version";
      case VersionSelector.Pinned(String version) ->
          "no version " + version + " of " + request.path();
      case VersionSelector.Staged(String stage) ->
          "no version with stage " + stage + " of " + request.path();
    };
  }

  /** Limits of the API reference, GetSecretValue: VersionId 32 to 64, VersionStage 1 to 256. */
  private static void checkForm(VersionSelector selector) {
    switch (selector) {
      case VersionSelector.Current() -> {}
      case VersionSelector.Pinned(String version) -> {
        if (version.length() < 32 || version.length() > 64) {
          throw AwsFailures.invalid(
              "version must be a version id of AWS Secrets Manager, 32 to 64 characters long: copy"
                  + " it from the secret, or use stage");
        }
      }
      case VersionSelector.Staged(String stage) -> {
        if (stage.isEmpty() || stage.length() > 256) {
          throw AwsFailures.invalid(
              "stage must have 1 to 256 characters, for instance AWSPREVIOUS");
        }
      }
    }
  }

  private static SecretObject objectIn(GetSecretValueResponse answer) {
    return new SecretObject(
        SecretOperations.valueIn(answer).content(),
        new SourceVersion(answer.versionId()),
        Optional.ofNullable(answer.createdDate()));
  }
}
