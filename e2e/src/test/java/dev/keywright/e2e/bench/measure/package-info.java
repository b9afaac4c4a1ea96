@NullMarked
package dev.keywright.e2e.bench.measure;

import org.jspecify.annotations.NullMarked;
