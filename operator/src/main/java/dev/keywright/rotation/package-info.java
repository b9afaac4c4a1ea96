/** From a trigger to a new value at the source: the state machine of a SecretRotation. */
@NullMarked
package dev.keywright.rotation;

import org.jspecify.annotations.NullMarked;
