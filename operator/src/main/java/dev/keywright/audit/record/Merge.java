package dev.keywright.audit.record;

import java.time.Instant;

/**
 * Says that a record stands for several of its type, because the outbox was full. What else the
 * record says is what the latest of them said.
 *
 * @param count how many, at least 2
 * @param firstSequence sequence of the first of them
 * @param lastSequence sequence of the last of them
 * @param since when the first of them occurred
 */
public record Merge(long count, long firstSequence, long lastSequence, Instant since) {}
