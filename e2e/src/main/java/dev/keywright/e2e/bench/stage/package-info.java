/** Where scenarios play: rights, a way in to Vault, namespaces with a store, operators. */
@NullMarked
package dev.keywright.e2e.bench.stage;

import org.jspecify.annotations.NullMarked;
