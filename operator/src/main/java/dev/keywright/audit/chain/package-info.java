/** The hash chain: how records follow each other, and where the chain was left. */
@NullMarked
package dev.keywright.audit.chain;

import org.jspecify.annotations.NullMarked;
