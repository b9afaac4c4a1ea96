/** Tests of the launcher. */
@NullMarked
package dev.keywright.e2e.launcher;

import org.jspecify.annotations.NullMarked;
