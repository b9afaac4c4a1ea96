/** The steps: what is done, what to look at, what was seen. */
@NullMarked
package dev.keywright.e2e.demo.story;

import org.jspecify.annotations.NullMarked;
