/**
 * Generates {@code crds/*.yaml} from the records of {@code api.v1alpha1} and the settings records
 * of the installed providers and drivers. Runs in the build only; the operator never loads it.
 */
@NullMarked
package dev.keywright.crdgen;

import org.jspecify.annotations.NullMarked;
