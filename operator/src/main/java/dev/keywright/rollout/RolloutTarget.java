package dev.keywright.rollout;

import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import java.time.Instant;

/**
 * The content that consumers of a target should be on.
 *
 * @param policy name of the policy
 * @param revision revision of the live target
 * @param cause why that revision was made
 * @param availableAt from when on everybody who reads the target gets it: the API server's time of
 *     the write and a second, or when the write had returned. Never {@link Revision#madeAt()},
 *     which is before the write
 */
public record RolloutTarget(
    String policy, Revision revision, RevisionCause cause, Instant availableAt) {}
