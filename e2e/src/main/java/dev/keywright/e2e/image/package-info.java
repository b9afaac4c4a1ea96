/**
 * Builds the container image of the operator from what is on this machine: the packaged jar, a
 * runtime linked from the JDK, the C library that the runtime needs. No registry, no daemon.
 */
@NullMarked
package dev.keywright.e2e.image;

import org.jspecify.annotations.NullMarked;
