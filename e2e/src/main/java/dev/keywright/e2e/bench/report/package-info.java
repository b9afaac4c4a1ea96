/** What a benchmark has found, as figures, table, JSON and chart. Pure. */
@NullMarked
package dev.keywright.e2e.bench.report;

import org.jspecify.annotations.NullMarked;
