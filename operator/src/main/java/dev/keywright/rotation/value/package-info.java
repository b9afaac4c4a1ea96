/** New values: what they are made of, how they are drawn, how strong they are. */
@NullMarked
package dev.keywright.rotation.value;

import org.jspecify.annotations.NullMarked;
