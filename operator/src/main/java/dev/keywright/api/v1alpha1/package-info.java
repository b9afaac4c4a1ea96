/** The custom resources of {@code keywright.dev/v1alpha1} as records, without logic. */
@NullMarked
package dev.keywright.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
