/** Everything that writes to the Kubernetes API, and what others need to read from it. */
@NullMarked
package dev.keywright.kube;

import org.jspecify.annotations.NullMarked;
