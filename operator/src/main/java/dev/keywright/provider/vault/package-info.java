/**
 * HashiCorp Vault and what speaks its API: KV version 1 (read) and version 2 (read, version check,
 * stage and commit).
 *
 * <pre>
 *   VaultProviderFactory ──► KvV1Provider | KvV2Provider ─► KvV2Writer
 *                                 │
 *                            VaultSession    one login for all threads, renewed, given back
 *                                 │
 *                            VaultTransport  one request, through the driver, bounded in time and size
 *                                 │
 *                            VaultConnection one HTTP client with the store's trust
 * </pre>
 *
 * A new way to log in is a block in {@link dev.keywright.provider.vault.VaultSettings.Auth} and a
 * {@code LoginMethod}.
 */
@NullMarked
package dev.keywright.provider.vault;

import org.jspecify.annotations.NullMarked;
