/** The providers on their real stores. */
@NullMarked
package dev.keywright.e2e.provider;

import org.jspecify.annotations.NullMarked;
