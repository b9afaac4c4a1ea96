/** Tests of processes and locks. */
@NullMarked
package dev.keywright.e2e.launcher.process;

import org.jspecify.annotations.NullMarked;
