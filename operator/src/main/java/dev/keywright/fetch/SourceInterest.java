package dev.keywright.fetch;

import dev.keywright.core.SourceVersion;
import java.time.Duration;
import java.util.Optional;

/**
 * A policy's wish to hear of changes of one source.
 *
 * @param source the object
 * @param known the version that the target shows; empty while it shows none
 * @param interval how often the version is checked; empty for the provider's default
 * @param troubled whether the policy's status blames this source, so that the next good answer is
 *     news even when the version is the known one
 */
public record SourceInterest(
    SourceKey source,
    Optional<SourceVersion> known,
    Optional<Duration> interval,
    boolean troubled) {}
