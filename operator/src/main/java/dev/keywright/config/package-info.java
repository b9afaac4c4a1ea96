/** Settings of one operator process. */
@NullMarked
package dev.keywright.config;

import org.jspecify.annotations.NullMarked;
