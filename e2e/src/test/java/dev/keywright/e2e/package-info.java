/** Tests of the way in. */
@NullMarked
package dev.keywright.e2e;

import org.jspecify.annotations.NullMarked;
