/** Makes the load: objects in bulk, values in the store, and the bare loop that is the limit. */
@NullMarked
package dev.keywright.e2e.bench.load;

import org.jspecify.annotations.NullMarked;
