@NullMarked
package dev.keywright.rotation;

import org.jspecify.annotations.NullMarked;
