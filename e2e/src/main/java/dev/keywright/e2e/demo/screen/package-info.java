/** What the person at the keyboard sees; values only as keyed fingerprints. */
@NullMarked
package dev.keywright.e2e.demo.screen;

import org.jspecify.annotations.NullMarked;
