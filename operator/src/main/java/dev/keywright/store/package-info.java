/** Status of the stores: observe, plan, check, report. */
@NullMarked
package dev.keywright.store;

import org.jspecify.annotations.NullMarked;
