/**
 * The benchmark: measures the operator as it is packaged on the real components, and in the same
 * run what those components can do at most.
 */
@NullMarked
package dev.keywright.e2e.bench;

import org.jspecify.annotations.NullMarked;
