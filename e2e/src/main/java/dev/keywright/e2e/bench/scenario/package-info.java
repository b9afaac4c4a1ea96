/** What is measured: one class per scenario. */
@NullMarked
package dev.keywright.e2e.bench.scenario;

import org.jspecify.annotations.NullMarked;
