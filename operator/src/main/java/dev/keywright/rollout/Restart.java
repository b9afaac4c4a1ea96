package dev.keywright.rollout;

import dev.keywright.core.Revision;

/**
 * One workload that is owed a restart.
 *
 * @param resourceVersion the state of the workload in which it was owed
 * @param annotation the annotation of its pod template that asks for the restart
 * @param from value of the annotation in that state; empty text without it
 * @param to its wanted value
 */
public record Restart(
    WorkloadId workload, String resourceVersion, String annotation, String from, Revision to) {}
