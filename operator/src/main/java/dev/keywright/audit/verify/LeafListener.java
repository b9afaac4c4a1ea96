package dev.keywright.audit.verify;

/**
 * Told of the records of the chain in its order, each once, from place 1 on without a break, for as
 * long as the log has none. Records behind a head from which a later epoch continued are not of the
 * chain. Some time passes until a record counts as one of it.
 */
@FunctionalInterface
public interface LeafListener {
  /**
   * The next record.
   *
   * @param hash its 32 bytes; only valid during the call
   */
  void leaf(long seq, byte[] hash);
}
