package dev.keywright.sync;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import java.util.Optional;

/**
 * A target to write, with the evidence that goes into the same write.
 *
 * @param policy the policy that owns it
 * @param policyUid uid of the policy, for the owner reference
 * @param desired name, type and data
 * @param revision revision of the data
 * @param cause why that revision was made
 * @param fingerprint of the data
 * @param version versions of the sources, for people
 * @param rotation the run whose value it holds
 * @param adopt whether an existing Secret may be taken over
 */
public record TargetWrite(
    ObjectKey policy,
    String policyUid,
    DesiredTarget desired,
    Revision revision,
    RevisionCause cause,
    Fingerprint fingerprint,
    String version,
    Optional<String> rotation,
    Adopt adopt) {}
