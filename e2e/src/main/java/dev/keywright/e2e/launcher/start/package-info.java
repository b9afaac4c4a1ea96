/**
 * How one component is started: its certificates, its command line, how it is known to be ready.
 */
@NullMarked
package dev.keywright.e2e.launcher.start;

import org.jspecify.annotations.NullMarked;
