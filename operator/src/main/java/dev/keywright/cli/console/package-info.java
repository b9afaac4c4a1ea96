/** What all commands share: how they print, how they fail, and the exit codes. */
@NullMarked
package dev.keywright.cli.console;

import org.jspecify.annotations.NullMarked;
