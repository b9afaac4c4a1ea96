/** Another namespace of this cluster as a store. */
@NullMarked
package dev.keywright.provider.kubernetes;

import org.jspecify.annotations.NullMarked;
