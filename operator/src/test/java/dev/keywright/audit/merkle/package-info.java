@NullMarked
package dev.keywright.audit.merkle;

import org.jspecify.annotations.NullMarked;
