@NullMarked
package dev.keywright.audit.sink;

import org.jspecify.annotations.NullMarked;
