package dev.keywright.provider.spi;

import dev.keywright.core.SourceVersion;

/**
 * Asks to make the staged values of a run current.
 *
 * @param path the object
 * @param run the run whose values the slot holds
 * @param token as in {@link StageRequest#token()}
 * @param base the version that must still be current
 */
public record CommitRequest(SecretPath path, String run, String token, SourceVersion base) {}
