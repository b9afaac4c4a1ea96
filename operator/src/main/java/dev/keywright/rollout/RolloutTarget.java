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
 * @param availableAt from when on new pods get it: when the write of the target returned; when that
 *     is not known, {@link Revision#madeAt()}
 */
public record RolloutTarget(
    String policy, Revision revision, RevisionCause cause, Instant availableAt) {}
