/** What the generated CRDs must be. */
@NullMarked
package dev.keywright.crdgen;

import org.jspecify.annotations.NullMarked;
