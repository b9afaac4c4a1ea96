/** Tests of the installation on a cluster. */
@NullMarked
package dev.keywright.e2e.install;

import org.jspecify.annotations.NullMarked;
