/** kubectl and Helm as people run them. */
@NullMarked
package dev.keywright.e2e.tool;

import org.jspecify.annotations.NullMarked;
