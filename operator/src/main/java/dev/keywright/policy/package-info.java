/**
 * The reconciler of SecretPolicy: puts sync, rollout and the rotation trigger together and writes
 * one status.
 */
@NullMarked
package dev.keywright.policy;

import org.jspecify.annotations.NullMarked;
