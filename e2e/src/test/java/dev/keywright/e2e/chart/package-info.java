/** The Helm chart, rendered by Helm and judged by a real API server. */
@NullMarked
package dev.keywright.e2e.chart;

import org.jspecify.annotations.NullMarked;
