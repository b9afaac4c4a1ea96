/** Sync as a whole: the packaged operator on a real API server and real stores. */
@NullMarked
package dev.keywright.e2e.sync;

import org.jspecify.annotations.NullMarked;
