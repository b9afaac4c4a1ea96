/** Which workloads use a target, which of them are owed a restart, and how far they are. */
@NullMarked
package dev.keywright.rollout;

import org.jspecify.annotations.NullMarked;
