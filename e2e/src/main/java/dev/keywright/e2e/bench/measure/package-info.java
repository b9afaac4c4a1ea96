/**
 * Reads what happened from those who saw it: the API server's audit log, Vault's audit log, and
 * what the kernel says of a process.
 */
@NullMarked
package dev.keywright.e2e.bench.measure;

import org.jspecify.annotations.NullMarked;
