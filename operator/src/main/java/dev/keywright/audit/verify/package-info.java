/** Checks a log offline: what was changed, what is missing, and since when nobody can tell. */
@NullMarked
package dev.keywright.audit.verify;

import org.jspecify.annotations.NullMarked;
