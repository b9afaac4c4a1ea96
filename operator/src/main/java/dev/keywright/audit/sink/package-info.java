/** Where lines go: one interface, and the sinks that come with Keywright. */
@NullMarked
package dev.keywright.audit.sink;

import org.jspecify.annotations.NullMarked;
