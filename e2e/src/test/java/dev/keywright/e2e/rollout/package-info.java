/** Restarts of consumers, and how far they are, on a real control plane with fake kubelets. */
@NullMarked
package dev.keywright.e2e.rollout;

import org.jspecify.annotations.NullMarked;
