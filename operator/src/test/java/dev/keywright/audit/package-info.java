@NullMarked
package dev.keywright.audit;

import org.jspecify.annotations.NullMarked;
