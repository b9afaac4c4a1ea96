@NullMarked
package dev.keywright.e2e.bench.scenario;

import org.jspecify.annotations.NullMarked;
