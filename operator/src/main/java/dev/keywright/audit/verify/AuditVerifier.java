package dev.keywright.audit.verify;

import static dev.keywright.audit.verify.Finding.Problem.ForeignCluster;
import static dev.keywright.audit.verify.Finding.Problem.HashMismatch;
import static dev.keywright.audit.verify.Finding.Problem.Unparsable;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.RecordSchema;
import dev.keywright.audit.verify.Finding.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Checks a log line by line in constant memory. One chain may come in several files, given in the
 * order in which they were written: {@link #read} each, then {@link #finish()}.
 *
 * <p>Each line is held against the schema and the canonical form, its hash recomputed and its place
 * compared with the record before:
 *
 * <pre>
 *   next place, cites the record before    good
 *   next place, cites another              PrevHashMismatch
 *   a later place                          the places between are a gap
 *   a place already seen, same hash        a repeated line, counted
 *   a place already seen, another hash     Conflict
 *   a place of a gap                       the gap was none: OutOfOrder where it was noticed
 *   an earlier place, long ago             OutOfOrder
 *   a new epoch                            see {@link ChainState}
 * </pre>
 *
 * <p>A line that cannot be trusted counts as the record that was due there. Not thread-safe.
 */
public final class AuditVerifier {
  /** The canonical form of every record begins with the member that sorts first. */
  private static final byte[] RECORD_START = "{\"actor\":".getBytes(US_ASCII);

  private final RecordLine record = new RecordLine();
  private final ChainState state;

  /** A check against what is known from elsewhere. */
  public AuditVerifier(Expectation expected) {
    this.state = new ChainState(expected, Optional.empty());
  }

  /** The same; {@code leaves} is told of the records of the chain while they are checked. */
  public AuditVerifier(Expectation expected, LeafListener leaves) {
    this.state = new ChainState(expected, Optional.of(leaves));
  }

  /**
   * Reads the next file of the log.
   *
   * @param file its name, for findings
   */
  public void read(String file, InputStream in) throws IOException {
    read(file, in, false);
  }

  /**
   * The same for a file in which other lines stand between the records, such as the log of a pod:
   * lines that do not begin like a record are passed over. A record whose beginning was changed is
   * then found as missing.
   */
  public void readMixed(String file, InputStream in) throws IOException {
    read(file, in, true);
  }

  private void read(String file, InputStream in, boolean isMixed) throws IOException {
    LineReader lines = new LineReader(in, RecordSchema.MAX_LINE_BYTES);
    long number = 0;
    while (lines.next()) {
      number++;
      if (isMixed && !lines.startsWith(RECORD_START)) {
        continue;
      }
      state.moveTo(file, number, lines.offset());
      if (lines.isTooLong()) {
        state.bad(Unparsable, "the line is longer than any record");
      } else if (lines.isEnded()) {
        line(lines);
      } else {
        cutLine(lines);
      }
    }
  }

  /** What was found in all files. */
  public Verification finish() {
    return state.finish();
  }

  /** The last line of a file, without its end: a cut record, or a record whose line end was cut. */
  private void cutLine(LineReader lines) {
    try {
      record.read(lines.bytes(), lines.start(), lines.end());
    } catch (MalformedLine e) {
      state.cut();
      return;
    }
    judge();
    state.cut();
  }

  private void line(LineReader lines) {
    try {
      record.read(lines.bytes(), lines.start(), lines.end());
    } catch (MalformedLine e) {
      state.bad(problem(e), e.detail());
      return;
    }
    judge();
  }

  private void judge() {
    if (!record.isSound()) {
      state.bad(HashMismatch, "the record is not the one whose hash it carries");
    } else if (!state.isOfChain(record)) {
      state.bad(ForeignCluster, "the record belongs to another installation's chain");
    } else {
      state.place(record);
    }
  }

  private static Problem problem(MalformedLine malformed) {
    return switch (malformed.kind()) {
      case Unparsable -> Problem.Unparsable;
      case NotCanonical -> Problem.NotCanonical;
      case UnknownField -> Problem.UnknownField;
      case InvalidField -> Problem.InvalidField;
    };
  }
}
