package dev.keywright.audit.verify;

/**
 * Two epochs that continue from one, or one epoch that begins twice.
 *
 * @param parentEpoch the epoch that both continue; 0 when both begin a chain
 * @param epoch one of them
 * @param otherEpoch the other, seen later; of the same number when two processes began it
 * @param seq where the other begins
 * @param file where its first record stands
 * @param line its line
 */
public record Fork(
    long parentEpoch, long epoch, long otherEpoch, long seq, String file, long line) {}
