/**
 * The shared way to the stores: one connection per store identity, one read per object, one watch
 * for changes.
 */
@NullMarked
package dev.keywright.fetch;

import org.jspecify.annotations.NullMarked;
