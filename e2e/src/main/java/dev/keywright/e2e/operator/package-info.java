/** Runs the operator as a process of its own, with exactly the rights that the chart gives it. */
@NullMarked
package dev.keywright.e2e.operator;

import org.jspecify.annotations.NullMarked;
