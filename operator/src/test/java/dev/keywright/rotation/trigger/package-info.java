@NullMarked
package dev.keywright.rotation.trigger;

import org.jspecify.annotations.NullMarked;
