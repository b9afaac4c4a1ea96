package dev.keywright.audit.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The epochs seen, the latest 4 096 of them, and the forks among them. */
final class EpochTable {
  private static final int MAX_EPOCHS = 4096;
  private static final int MAX_FORKS = 1024;

  private final Map<Long, EpochCursor> cursors = new HashMap<>();
  private final ArrayDeque<Long> order = new ArrayDeque<>();
  private final List<Fork> forks = new ArrayList<>();
  private long count;
  private long forgottenTail;
  private Optional<EpochCursor> latest = Optional.empty();

  Optional<EpochCursor> find(long epoch) {
    return Optional.ofNullable(cursors.get(epoch));
  }

  /** Adds an epoch, in the place of one of the same number if there is one. */
  EpochCursor begin(long epoch, long firstSeq, boolean started) {
    EpochCursor cursor = new EpochCursor(epoch, firstSeq, started);
    if (cursors.put(epoch, cursor) == null) {
      order.add(epoch);
    }
    count++;
    if (latest.isEmpty() || latest.get().epoch() <= epoch) {
      latest = Optional.of(cursor);
    }
    if (order.size() > MAX_EPOCHS) {
      EpochCursor forgotten = cursors.remove(order.remove());
      forgottenTail += forgotten == null ? 0 : forgotten.tail();
    }
    return cursor;
  }

  /** Epoch {@code child} continues from place {@code seq} of {@code parent}. */
  void link(EpochCursor parent, long child, long seq, LogPlace place) {
    if (parent.child() == 0) {
      parent.continuedBy(child, seq);
    } else if (parent.child() != child) {
      fork(parent.epoch(), parent.child(), child, seq + 1, place);
    }
  }

  void fork(long parentEpoch, long epoch, long otherEpoch, long seq, LogPlace place) {
    if (forks.size() < MAX_FORKS) {
      forks.add(new Fork(parentEpoch, epoch, otherEpoch, seq, place.file(), place.line()));
    }
  }

  /** The epoch of the highest number. */
  Optional<EpochCursor> latest() {
    return latest;
  }

  boolean isLatest(EpochCursor cursor) {
    return latest.isPresent() && latest.get() == cursor;
  }

  List<Fork> forks() {
    return List.copyOf(forks);
  }

  long count() {
    return count;
  }

  long tail() {
    return forgottenTail + cursors.values().stream().mapToLong(EpochCursor::tail).sum();
  }
}
