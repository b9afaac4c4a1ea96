package dev.keywright.rollout;

import dev.keywright.core.Revision;
import java.time.Instant;

/**
 * What consumers are held against.
 *
 * @param annotation annotation that carries the revision
 * @param revision the revision that they must be on
 * @param publishedAt when the target got it
 * @param restart whether workloads are restarted
 */
record ConsumerQuestion(
    String annotation, Revision revision, Instant publishedAt, boolean restart) {}
