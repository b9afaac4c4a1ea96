package dev.keywright.provider.spi;

import dev.keywright.core.SourceVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of one object.
 *
 * @param content the value
 * @param version the version the store says this is
 * @param changedTime when the store says this version was made; empty where it does not say
 */
public record SecretObject(
    SecretContent content, SourceVersion version, Optional<Instant> changedTime) {}
