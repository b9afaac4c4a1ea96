/**
 * Starts the real components (control plane, Vault, moto, toxiproxy) for tests, the demo and the
 * benchmark.
 */
@NullMarked
package dev.keywright.e2e.launcher;

import org.jspecify.annotations.NullMarked;
