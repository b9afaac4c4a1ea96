package dev.keywright.audit.verify;

/**
 * Something wrong with one line of a log.
 *
 * @param problem what is wrong
 * @param seq place in the chain where it begins: the one that the line has or, when the line cannot
 *     be trusted, should have
 * @param file name of the file, as given
 * @param line number of the line in it, from 1 on
 * @param offset how many bytes of the file stand before the line
 * @param detail a sentence for people; holds field names at most
 */
public record Finding(
    Problem problem, long seq, String file, long line, long offset, String detail) {
  /** What is wrong. */
  public enum Problem {
    /** The line is not JSON. */
    Unparsable,
    /** The line is JSON in another form than the one written. */
    NotCanonical,
    /** A field that the schema does not have. */
    UnknownField,
    /** A field is missing or not of its form. */
    InvalidField,
    /** The record is not the one whose hash it carries. */
    HashMismatch,
    /** The record cites another one than the one before it. */
    PrevHashMismatch,
    /** Another record stands at the same place of the chain. */
    Conflict,
    /** The record stands behind ones that come after it. */
    OutOfOrder,
    /** The record belongs to another installation's chain. */
    ForeignCluster,
    /** The record at the head's place is another one than the head says. */
    HeadMismatch,
    /** A checkpoint says otherwise about the record, or the records up to it. */
    CheckpointMismatch
  }
}
