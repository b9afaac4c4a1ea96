/**
 * What every provider must show. A provider's test extends {@link
 * dev.keywright.contract.SecretProviderContract}, or {@link
 * dev.keywright.contract.VersionedWriterContract} when its store can stage and commit, and brings a
 * {@link dev.keywright.contract.StoreUnderTest}. Needs nothing but the SPI.
 */
@NullMarked
package dev.keywright.contract;

import org.jspecify.annotations.NullMarked;
