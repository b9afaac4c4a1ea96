/** Metrics and health endpoints. */
@NullMarked
package dev.keywright.observability;

import org.jspecify.annotations.NullMarked;
