/** Tests of the commands that a person types. */
@NullMarked
package dev.keywright.e2e.launcher.command;

import org.jspecify.annotations.NullMarked;
