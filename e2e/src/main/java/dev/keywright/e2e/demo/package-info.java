/** {@code ./run demo}: the product's main job, told step by step on real components. */
@NullMarked
package dev.keywright.e2e.demo;

import org.jspecify.annotations.NullMarked;
