/**
 * Checkpoints: signed statements of how long the chain is and what it holds, in forms that others
 * can check without Keywright (C2SP signed notes over RFC 6962 trees).
 */
@NullMarked
package dev.keywright.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
