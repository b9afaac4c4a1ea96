package dev.keywright.audit.sink;

import dev.keywright.audit.chain.AuditLine;
import java.util.List;

/**
 * A place where the trail is kept. Lines arrive in the order of the chain; after a failure, or a
 * restart, lines that were kept may arrive again. Called by one thread at a time.
 */
public interface AuditSink extends AutoCloseable {

  /** What became of a batch. */
  sealed interface Delivery {
    /** Every line is kept, as safely as this sink can. */
    record Acked() implements Delivery {}

    /**
     * Not every line is known to be kept; the whole batch will come again.
     *
     * @param why a fixed sentence for a log; never text from a remote system
     */
    record Failed(String why) implements Delivery {}
  }

  /** How logs, metrics and gap records name this sink: at most 63 characters. */
  String name();

  /**
   * Keeps lines. May block: the caller stops waiting after the sink's timeout, counts the sink as
   * failed and leaves the call alone until it returns. Expected failures are returned, not thrown.
   *
   * @param lines at least one, in the order of the chain
   */
  Delivery accept(List<AuditLine> lines);

  /** Gives back what the sink holds. Nothing is accepted afterwards. */
  @Override
  void close();
}
