/** What a person types to start, look at, disturb and end the real components. */
@NullMarked
package dev.keywright.e2e.launcher.command;

import org.jspecify.annotations.NullMarked;
