package dev.keywright.fetch;

import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.VersionResult;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of one kind of call tell a failure.
 *
 * @param inside the failure of an answer that is one; null for any other answer
 * @param around an answer that is this failure
 */
record AnswerKind<T>(
    Function<T, @Nullable ProviderFailure> inside, Function<ProviderFailure, T> around) {
  static final AnswerKind<ReadResult> READ =
      new AnswerKind<>(
          result -> result instanceof ReadResult.Failed(var failure) ? failure : null,
          ReadResult.Failed::new);

  static final AnswerKind<VersionResult> VERSION =
      new AnswerKind<>(
          result -> result instanceof VersionResult.Failed(var failure) ? failure : null,
          VersionResult.Failed::new);

  static final AnswerKind<FindResult> FIND =
      new AnswerKind<>(
          result -> result instanceof FindResult.Failed(var failure) ? failure : null,
          FindResult.Failed::new);

  /** The failure that {@code answer} is; empty for any other answer. */
  Optional<ProviderFailure> failure(T answer) {
    return Optional.ofNullable(inside.apply(answer));
  }

  /** An answer that is {@code failure}. */
  T failed(ProviderFailure failure) {
    return around.apply(failure);
  }
}
