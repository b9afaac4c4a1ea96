/** Commands on logs of the audit trail. All work offline. */
@NullMarked
package dev.keywright.cli.audit;

import org.jspecify.annotations.NullMarked;
