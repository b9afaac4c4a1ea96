package dev.keywright.contract;

import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.provider.spi.VersionResult;
import java.util.Optional;

/** The failure in any of the SPI's results. */
final class Failures {
  private Failures() {}

  static Optional<ProviderFailure> in(Object result) {
    return switch (result) {
      case ReadResult.Failed(var failure) -> Optional.of(failure);
      case FindResult.Failed(var failure) -> Optional.of(failure);
      case VersionResult.Failed(var failure) -> Optional.of(failure);
      case CheckResult.Failed(var failure) -> Optional.of(failure);
      case StageResult.Failed(var failure) -> Optional.of(failure);
      case PendingResult.Failed(var failure) -> Optional.of(failure);
      case CommitResult.Failed(var failure) -> Optional.of(failure);
      case ClearResult.Failed(var failure) -> Optional.of(failure);
      default -> Optional.empty();
    };
  }
}
