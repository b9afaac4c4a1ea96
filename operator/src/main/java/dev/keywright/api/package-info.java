/** Names of the public API: group, labels, annotations. */
@NullMarked
package dev.keywright.api;

import org.jspecify.annotations.NullMarked;
