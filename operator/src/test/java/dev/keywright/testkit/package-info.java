/** Stand-ins that tests of several packages share. */
@NullMarked
package dev.keywright.testkit;

import org.jspecify.annotations.NullMarked;
