/** Tests of where executables come from. */
@NullMarked
package dev.keywright.e2e.launcher.build;

import org.jspecify.annotations.NullMarked;
