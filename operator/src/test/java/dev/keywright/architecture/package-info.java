/** What may depend on what, and the conventions that a machine can check. */
@NullMarked
package dev.keywright.architecture;

import org.jspecify.annotations.NullMarked;
