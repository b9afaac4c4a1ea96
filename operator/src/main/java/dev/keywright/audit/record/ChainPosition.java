package dev.keywright.audit.record;

/**
 * A record's place in the hash chain.
 *
 * @param cluster which installation's chain
 * @param epoch which writer; rises by one with each process that takes the chain over
 * @param seq height in the chain: one more than the record before, across epochs, from 1 on
 * @param prevHash hash of the record before; 64 zeros for the very first
 * @param hash SHA-256, in lower-case hexadecimal, of this record as canonical JSON without this
 *     field
 */
public record ChainPosition(String cluster, long epoch, long seq, String prevHash, String hash) {}
