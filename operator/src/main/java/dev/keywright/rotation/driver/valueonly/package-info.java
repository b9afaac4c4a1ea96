/** For values that only the store and its readers know. */
@NullMarked
package dev.keywright.rotation.driver.valueonly;

import org.jspecify.annotations.NullMarked;
