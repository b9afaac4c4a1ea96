/** The audit trail on real parts. */
@NullMarked
package dev.keywright.e2e.audit;

import org.jspecify.annotations.NullMarked;
