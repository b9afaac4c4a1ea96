@NullMarked
package dev.keywright.rotation.value;

import org.jspecify.annotations.NullMarked;
