/** The operator's rights against what the API server's audit log says it has used. */
@NullMarked
package dev.keywright.e2e.rbac;

import org.jspecify.annotations.NullMarked;
