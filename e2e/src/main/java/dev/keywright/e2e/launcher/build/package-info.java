/**
 * Where the executables come from: found on the machine, taken from the cache, or built from pinned
 * modules.
 */
@NullMarked
package dev.keywright.e2e.launcher.build;

import org.jspecify.annotations.NullMarked;
