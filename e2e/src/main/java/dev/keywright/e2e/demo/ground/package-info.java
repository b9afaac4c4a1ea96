/**
 * Where the demo's Kubernetes cluster comes from, and how a cluster of somebody else is left as it
 * was.
 */
@NullMarked
package dev.keywright.e2e.demo.ground;

import org.jspecify.annotations.NullMarked;
