/** What was tested, one JSON line per test, for the table of behaviours. */
@NullMarked
package dev.keywright.testkit.report;

import org.jspecify.annotations.NullMarked;
