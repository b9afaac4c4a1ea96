package dev.keywright.audit.verify;

/**
 * Records that are missing.
 *
 * @param epoch the epoch in which that was noticed
 * @param from place of the first
 * @param to place of the last
 * @param file where the record after them stands
 * @param line its line
 */
public record SeqRange(long epoch, long from, long to, String file, long line) {}
