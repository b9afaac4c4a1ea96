/** Which behaviours of the design the tests of a run have shown. */
@NullMarked
package dev.keywright.e2e.behaviours;

import org.jspecify.annotations.NullMarked;
