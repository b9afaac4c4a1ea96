/**
 * Annotations that say what a record's CRD schema must hold. No logic, and no dependency on the
 * rest of Keywright: the custom resources use them, and so do the settings records of providers and
 * drivers. {@code dev.keywright.crdgen} reads them, on a component, on the elements of a list and
 * on the values of a map alike.
 */
@NullMarked
package dev.keywright.api.schema;

import org.jspecify.annotations.NullMarked;
