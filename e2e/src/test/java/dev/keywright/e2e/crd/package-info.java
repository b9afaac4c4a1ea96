/** The CRDs on a real API server, by kubectl, in Helm charts and under Flux's substitution. */
@NullMarked
package dev.keywright.e2e.crd;

import org.jspecify.annotations.NullMarked;
