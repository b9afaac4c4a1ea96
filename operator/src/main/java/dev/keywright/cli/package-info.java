/**
 * The command {@code keywright} for people: one class per command. Commands that work offline load
 * nothing that talks to a cluster, so that they start fast and run anywhere.
 */
@NullMarked
package dev.keywright.cli;

import org.jspecify.annotations.NullMarked;
