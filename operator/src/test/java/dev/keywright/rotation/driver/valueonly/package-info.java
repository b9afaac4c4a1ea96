@NullMarked
package dev.keywright.rotation.driver.valueonly;

import org.jspecify.annotations.NullMarked;
