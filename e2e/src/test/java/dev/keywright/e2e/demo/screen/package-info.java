/** Tests of what is printed. */
@NullMarked
package dev.keywright.e2e.demo.screen;

import org.jspecify.annotations.NullMarked;
