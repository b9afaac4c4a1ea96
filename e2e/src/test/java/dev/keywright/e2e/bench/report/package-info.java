@NullMarked
package dev.keywright.e2e.bench.report;

import org.jspecify.annotations.NullMarked;
