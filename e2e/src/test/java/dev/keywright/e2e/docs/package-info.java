/** What the documentation shows is what the product takes. */
@NullMarked
package dev.keywright.e2e.docs;

import org.jspecify.annotations.NullMarked;
