/** Tests of the kubernetes provider on Secrets kept in memory. */
@NullMarked
package dev.keywright.provider.kubernetes;

import org.jspecify.annotations.NullMarked;
