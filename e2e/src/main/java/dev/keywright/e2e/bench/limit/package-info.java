/** What the servers can do when nothing but them takes time. */
@NullMarked
package dev.keywright.e2e.bench.limit;

import org.jspecify.annotations.NullMarked;
