/** What the person at the keyboard sees while something takes long. */
@NullMarked
package dev.keywright.e2e.launcher.progress;

import org.jspecify.annotations.NullMarked;
