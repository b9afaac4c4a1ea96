/**
 * The audit trail: outbox in an object's status, drain to the sinks, hash chain. Nothing here knows
 * Kubernetes; storage there is reached through {@link dev.keywright.audit.chain.AuditHeadStore} and
 * the outbox items of the API.
 */
@NullMarked
package dev.keywright.audit;

import org.jspecify.annotations.NullMarked;
