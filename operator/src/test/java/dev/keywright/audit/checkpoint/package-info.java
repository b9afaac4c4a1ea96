@NullMarked
package dev.keywright.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
