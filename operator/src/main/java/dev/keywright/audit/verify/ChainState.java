package dev.keywright.audit.verify;

import static dev.keywright.audit.verify.Finding.Problem.Conflict;
import static dev.keywright.audit.verify.Finding.Problem.OutOfOrder;
import static dev.keywright.audit.verify.Finding.Problem.PrevHashMismatch;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.verify.Finding.Problem;
import dev.keywright.audit.verify.Verification.Counts;
import dev.keywright.audit.verify.Verification.Truncation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chain as far as it has been read. A new epoch begins with a record that names its parent:
 *
 * <pre>
 *   parent is the last record of its epoch     the chain goes on
 *   parent lies before the last                the records behind it are unanchored tail
 *   parent lies behind the last                the places between are a gap
 *   parent's epoch has a child already         fork
 *   the first record is not there              gap up to what is there
 * </pre>
 *
 * <p>Memory is bounded: fixed tables for hashes and ids, and limits on gaps, forks and epochs. Not
 * thread-safe.
 */
final class ChainState {
  private final SeqWindow window;
  private final HeadCheck head;
  private final CheckpointCheck checkpoints;
  private final MainPath path;
  private final boolean followsPath;
  private final Findings findings = new Findings();
  private final GapList gaps = new GapList();
  private final EpochTable epochs = new EpochTable();
  private final SeenHashes hashes = new SeenHashes();
  private final SeenIds ids = new SeenIds();
  private final Hash256 known = new Hash256();
  private LogPlace here = new LogPlace("", 0, 0, 0);
  private byte[] cluster = new byte[0];
  private @Nullable EpochCursor current;
  private long badInRow;
  private long skippedTo;
  private boolean isPastEnd;
  private boolean isCut;
  private long records;
  private long repeatedLines;
  private long resentRecords;

  ChainState(Expectation expected, Optional<LeafListener> leaves) {
    this.window = expected.window();
    this.head = new HeadCheck(expected.goal());
    this.checkpoints = new CheckpointCheck(expected.checkpoints());
    this.followsPath = leaves.isPresent() || !checkpoints.isEmpty();
    this.path = new MainPath((seq, hash) -> leaf(seq, hash, leaves));
  }

  private void leaf(long seq, byte[] hash, Optional<LeafListener> leaves) {
    checkpoints.leaf(seq, hash, findings, here);
    leaves.ifPresent(listener -> listener.leaf(seq, hash));
  }

  void moveTo(String file, long line, long offset) {
    here = new LogPlace(file, line, offset, here.ordinal() + 1);
  }

  /** The line cannot be trusted; it counts as the record that is due. */
  void bad(Problem problem, String detail) {
    if (!isPastEnd && window.contains(due())) {
      find(problem, due(), detail);
    }
    badInRow++;
    isCut = false;
  }

  /** The last line of the file is not whole, or its line end is missing. */
  void cut() {
    isCut = true;
  }

  /** Whether the record belongs to the chain that the log began with. */
  boolean isOfChain(RecordLine record) {
    if (cluster.length == 0) {
      cluster = record.cluster();
      head.compareCluster(cluster, findings, here);
      checkpoints.compareCluster(cluster, findings, here);
    }
    return record.isOf(cluster);
  }

  /** Puts a sound record where it belongs. */
  void place(RecordLine record) {
    isCut = false;
    long seq = record.seq();
    if (window.contains(seq)) {
      placeInWindow(record, record.epoch(), seq);
    } else {
      passOver(seq);
    }
  }

  private void passOver(long seq) {
    if (seq < window.from()) {
      skippedTo = Math.max(skippedTo, seq);
      badInRow = 0;
    } else {
      isPastEnd = true;
    }
  }

  private void placeInWindow(RecordLine record, long epoch, long seq) {
    EpochCursor cursor =
        current != null && current.epoch() == epoch ? current : epochs.find(epoch).orElse(null);
    if (cursor == null) {
      beginEpoch(record, epoch, seq);
    } else if (seq == cursor.lastSeq() + 1) {
      follow(record, cursor, seq);
    } else if (seq > cursor.lastSeq()) {
      openGap(epoch, cursor.lastSeq() + 1 + badBefore(cursor), seq - 1);
      accept(record, cursor, seq);
    } else if (hashes.find(epoch, seq, known)) {
      placeAgain(record, cursor, seq);
    } else {
      placeLate(record, cursor, seq);
    }
  }

  private void follow(RecordLine record, EpochCursor cursor, long seq) {
    if (!record.prevHash().same(cursor.lastHash())) {
      find(PrevHashMismatch, seq, "the record cites another one than the one before it");
    }
    accept(record, cursor, seq);
  }

  /** A place that has been seen, with its hash in {@code known}. */
  private void placeAgain(RecordLine record, EpochCursor cursor, long seq) {
    if (known.same(record.hash())) {
      repeatedLines++;
    } else if (record.startsEpoch() && cursor.isStarted()) {
      epochs.fork(parentEpoch(record), cursor.epoch(), cursor.epoch(), seq, here);
      accept(record, epochs.begin(cursor.epoch(), seq, true), seq);
    } else {
      find(Conflict, seq, "another record stands at this place of the chain");
    }
  }

  private void placeLate(RecordLine record, EpochCursor cursor, long seq) {
    Optional<GapList.Gap> gap = gaps.fill(cursor.epoch(), seq);
    if (gap.isEmpty()) {
      find(OutOfOrder, seq, "the record stands behind ones that come after it");
      return;
    }
    findings.add(
        OutOfOrder,
        gap.get().noticedFrom(),
        gap.get().place(),
        "a record stands before ones that come before it in the chain");
    if (hashes.find(cursor.epoch(), seq - 1, known) && !known.same(record.prevHash())) {
      find(PrevHashMismatch, seq, "the record cites another one than the one before it");
    }
    keep(record, cursor.epoch(), seq);
    if (record.startsEpoch() && !cursor.isStarted()) {
      cursor.start();
      gaps.beginsAt(cursor.epoch(), seq);
      linkParent(record, cursor.epoch(), seq);
    }
  }

  private void beginEpoch(RecordLine record, long epoch, long seq) {
    if (record.startsEpoch()) {
      linkParent(record, epoch, seq);
    } else if (current == null) {
      openGap(epoch, due(), seq - 1);
    } else {
      long first = badInRow > 0 ? due() : Math.min(due(), seq - 1);
      openGap(epoch, first, seq - 1);
    }
    accept(record, epochs.begin(epoch, seq, record.startsEpoch()), seq);
  }

  /** What the first record of an epoch says about where it continues from. */
  private void linkParent(RecordLine record, long epoch, long seq) {
    if (!record.hasParent()) {
      linkGenesis(record, epoch, seq);
      return;
    }
    long parentSeq = record.parentSeq();
    if (seq != parentSeq + 1 || !record.citesParent()) {
      find(PrevHashMismatch, seq, "the epoch's first record does not follow its parent");
    }
    Optional<EpochCursor> parent = epochs.find(record.parentEpoch());
    if (parent.isEmpty()) {
      boolean isAllMissing = current != null && badInRow == 0;
      openGap(record.parentEpoch(), isAllMissing ? Math.min(due(), parentSeq) : due(), parentSeq);
      return;
    }
    EpochCursor cursor = parent.get();
    openGap(cursor.epoch(), cursor.lastSeq() + 1 + badBefore(cursor), parentSeq);
    if (cursor.isBefore(parentSeq)) {
      find(PrevHashMismatch, seq, "the epoch names a parent that its parent's epoch does not have");
    }
    if (hashes.find(cursor.epoch(), parentSeq, known) && !known.same(record.prevHash())) {
      find(PrevHashMismatch, seq, "the epoch continues from another record than the one there is");
    }
    epochs.link(cursor, epoch, parentSeq, here);
  }

  private void linkGenesis(RecordLine record, long epoch, long seq) {
    if (seq != 1 || !record.prevHash().isZero()) {
      find(PrevHashMismatch, seq, "the record begins a chain, but not at its beginning");
    }
    epochs.latest().ifPresent(other -> epochs.fork(0, other.epoch(), epoch, seq, here));
  }

  private static long parentEpoch(RecordLine record) {
    return record.hasParent() ? record.parentEpoch() : 0;
  }

  private void accept(RecordLine record, EpochCursor cursor, long seq) {
    keep(record, cursor.epoch(), seq);
    cursor.advance(seq, record.hash());
    if (followsPath && epochs.isLatest(cursor)) {
      path.accept(seq, record.hash());
    }
    current = cursor;
    badInRow = 0;
  }

  private void keep(RecordLine record, long epoch, long seq) {
    records++;
    hashes.put(epoch, seq, record.hash());
    if (ids.add(record.idMost(), record.idLeast())) {
      resentRecords++;
    }
    if (head.isAt(epoch, seq)) {
      head.compare(record.hash(), findings, here);
    }
    checkpoints.record(epoch, seq, record.hash(), findings, here);
  }

  private void openGap(long epoch, long dueFirst, long last) {
    long first = Math.max(dueFirst, window.from());
    if (first <= last) {
      gaps.open(epoch, first, last, here);
    }
  }

  private long badBefore(EpochCursor cursor) {
    return cursor == current ? badInRow : 0;
  }

  /** The place that the next record should have. */
  private long due() {
    long next = skippedTo == 0 ? window.from() : skippedTo + 1;
    return (current == null ? next : current.lastSeq() + 1) + badInRow;
  }

  private void find(Problem problem, long seq, String detail) {
    findings.add(problem, seq, here, detail);
  }

  Verification finish() {
    path.finish();
    long lastSeq = epochs.latest().map(EpochCursor::lastSeq).orElse(0L);
    checkpoints.finish(window, lastSeq, gaps, findings, here);
    return new Verification(
        new Counts(records, epochs.count(), repeatedLines, resentRecords, epochs.tail()),
        findings.first(),
        findings.count(),
        gaps.ranges(),
        truncation(),
        epochs.forks(),
        epochs.latest().map(this::headOf),
        checkpoints.result(lastSeq),
        head.isGiven());
  }

  private Optional<Truncation> truncation() {
    if (isPastEnd) {
      return Optional.empty();
    }
    long lastSeq = due() - 1;
    if (window.hasEnd() && lastSeq < window.to()) {
      return Optional.of(new Truncation(lastSeq, Optional.of(window.to()), isCut));
    }
    if (current == null && badInRow == 0) {
      return Optional.of(new Truncation(0, head.seq(), isCut));
    }
    long reached =
        head.epoch()
            .flatMap(epochs::find)
            .map(cursor -> cursor.lastSeq() + badBefore(cursor))
            .orElse(current == null ? lastSeq : 0L);
    Optional<Truncation> missing = head.missing(reached, lastSeq, window.from(), isCut);
    return missing.isPresent() || !isCut
        ? missing
        : Optional.of(new Truncation(lastSeq, Optional.empty(), true));
  }

  private AuditHead headOf(EpochCursor cursor) {
    return new AuditHead(
        new String(cluster, UTF_8),
        cursor.epoch(),
        cursor.lastSeq(),
        cursor.lastHash().toHex(),
        List.of(),
        Optional.empty());
  }
}
