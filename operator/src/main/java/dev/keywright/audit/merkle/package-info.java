/** Merkle trees over the hashes of records (RFC 6962), grown and proven in constant memory. */
@NullMarked
package dev.keywright.audit.merkle;

import org.jspecify.annotations.NullMarked;
