/** Tests of the container image. */
@NullMarked
package dev.keywright.e2e.image;

import org.jspecify.annotations.NullMarked;
