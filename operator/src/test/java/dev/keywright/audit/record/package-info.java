@NullMarked
package dev.keywright.audit.record;

import org.jspecify.annotations.NullMarked;
