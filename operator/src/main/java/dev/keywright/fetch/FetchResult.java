package dev.keywright.fetch;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.SecretObject;
import java.time.Duration;
import java.util.Optional;

/** What came of a {@link FetchRequest}. */
public sealed interface FetchResult {
  /**
   * The object.
   *
   * @param object content and version
   */
  record Found(SecretObject object) implements FetchResult {}

  /**
   * The store says that the known version is still current.
   *
   * @param version that version
   */
  record Unchanged(SourceVersion version) implements FetchResult {}

  /**
   * The store answered: there is no such object.
   *
   * @param diagnosis PathNotFound
   */
  record Absent(Diagnosis diagnosis) implements FetchResult {}

  /**
   * Refused by the store or by its allow list, or malformed; a person must change something.
   *
   * @param diagnosis AccessDenied, StoreNotFound, StoreNotAllowed or InvalidSpec
   */
  record Refused(Diagnosis diagnosis) implements FetchResult {}

  /**
   * No answer; worth trying again.
   *
   * @param diagnosis ProviderUnavailable, RateLimited or StoreNotReady
   * @param retryAfter how long the store asked to wait
   */
  record Unavailable(Diagnosis diagnosis, Optional<Duration> retryAfter) implements FetchResult {}
}
