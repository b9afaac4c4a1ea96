/** Status of the stores. */
@NullMarked
package dev.keywright.store;

import org.jspecify.annotations.NullMarked;
