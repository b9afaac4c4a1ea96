/** Tests of what the launcher knows about a run. */
@NullMarked
package dev.keywright.e2e.launcher.model;

import org.jspecify.annotations.NullMarked;
