/**
 * What a secret store must offer to Keywright. Depends on {@code core} only; a provider is one
 * folder beside this one.
 */
@NullMarked
package dev.keywright.provider.spi;

import org.jspecify.annotations.NullMarked;
