/** Keywright's own vocabulary. Depends on the JDK only; everything else may depend on it. */
@NullMarked
package dev.keywright.core;

import org.jspecify.annotations.NullMarked;
