/**
 * What one audit record says ({@code audit/v1}): its parts as records, the closed schema, the form
 * in an object's outbox and the form as a line. Holds identifiers, versions and keyed fingerprints,
 * never a value.
 */
@NullMarked
package dev.keywright.audit.record;

import org.jspecify.annotations.NullMarked;
