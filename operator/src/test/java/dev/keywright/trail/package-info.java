@NullMarked
package dev.keywright.trail;

import org.jspecify.annotations.NullMarked;
