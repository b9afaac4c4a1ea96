/** Tests of what a person sees. */
@NullMarked
package dev.keywright.e2e.launcher.progress;

import org.jspecify.annotations.NullMarked;
