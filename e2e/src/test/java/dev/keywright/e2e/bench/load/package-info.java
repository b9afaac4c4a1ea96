@NullMarked
package dev.keywright.e2e.bench.load;

import org.jspecify.annotations.NullMarked;
