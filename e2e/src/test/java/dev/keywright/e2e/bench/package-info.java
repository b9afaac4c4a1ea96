@NullMarked
package dev.keywright.e2e.bench;

import org.jspecify.annotations.NullMarked;
