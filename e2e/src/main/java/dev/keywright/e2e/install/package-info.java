/** {@code ./run install}: from the source tree to a running operator on a person's own cluster. */
@NullMarked
package dev.keywright.e2e.install;

import org.jspecify.annotations.NullMarked;
