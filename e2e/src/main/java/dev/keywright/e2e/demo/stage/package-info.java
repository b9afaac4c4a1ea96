/** Everything that stands before the story begins, and how it ends. */
@NullMarked
package dev.keywright.e2e.demo.stage;

import org.jspecify.annotations.NullMarked;
