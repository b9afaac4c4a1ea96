/**
 * Canonical JSON (RFC 8785) and closed shapes: how a record is written byte for byte, and how a
 * line is held against what may stand in it.
 */
@NullMarked
package dev.keywright.audit.json;

import org.jspecify.annotations.NullMarked;
