/** The Vault server of a run: made usable after its start, and set up for tests. */
@NullMarked
package dev.keywright.e2e.launcher.vault;

import org.jspecify.annotations.NullMarked;
