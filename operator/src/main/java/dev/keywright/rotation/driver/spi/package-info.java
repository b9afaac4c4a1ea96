/**
 * What a rotation driver must offer to Keywright: who accepts the new value, and how it is proved
 * there. A driver is one folder beside this one. Depends on {@code core} and {@code provider.spi}.
 */
@NullMarked
package dev.keywright.rotation.driver.spi;

import org.jspecify.annotations.NullMarked;
