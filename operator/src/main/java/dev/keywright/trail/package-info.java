/** Turns what happened into audit records that wait in the status of the object that changed. */
@NullMarked
package dev.keywright.trail;

import org.jspecify.annotations.NullMarked;
