/** From a policy and fetched values to the target: observe, plan, render, report. */
@NullMarked
package dev.keywright.sync;

import org.jspecify.annotations.NullMarked;
