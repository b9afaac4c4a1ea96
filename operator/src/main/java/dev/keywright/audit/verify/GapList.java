package dev.keywright.audit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ranges of missing records, in the order in which they were noticed. Bounded. */
final class GapList {
  private static final int MAX_RANGES = 1024;

  /**
   * A range that is missing.
   *
   * @param noticedFrom where the gap began before parts of it turned up
   * @param place the line after it
   */
  record Gap(long epoch, long from, long to, long noticedFrom, LogPlace place) {
    private Gap part(long partFrom, long partTo) {
      return new Gap(epoch, partFrom, partTo, noticedFrom, place);
    }

    private boolean isEmpty() {
      return from > to;
    }
  }

  private final List<Gap> gaps = new ArrayList<>();

  /** Adds a range; when there are too many, the last one is stretched. */
  void open(long epoch, long from, long to, LogPlace place) {
    if (gaps.size() < MAX_RANGES) {
      gaps.add(new Gap(epoch, from, to, from, place));
    } else {
      Gap last = gaps.removeLast();
      gaps.add(last.part(Math.min(last.from(), from), Math.max(last.to(), to)));
    }
  }

  /**
   * A record that was missing is here after all.
   *
   * @return the gap that it was in; empty when the record was not missing
   */
  Optional<Gap> fill(long epoch, long seq) {
    for (int index = 0; index < gaps.size(); index++) {
      Gap gap = gaps.get(index);
      if (gap.epoch() == epoch && gap.from() <= seq && seq <= gap.to()) {
        replace(index, List.of(gap.part(gap.from(), seq - 1), gap.part(seq + 1, gap.to())));
        return Optional.of(gap);
      }
    }
    return Optional.empty();
  }

  /** Whether a place is missing, in whichever epoch. */
  boolean contains(long seq) {
    return gaps.stream().anyMatch(gap -> gap.from() <= seq && seq <= gap.to());
  }

  /** An epoch turns out to begin at {@code seq}: nothing of it is missing before. */
  void beginsAt(long epoch, long seq) {
    for (int index = gaps.size() - 1; index >= 0; index--) {
      Gap gap = gaps.get(index);
      if (gap.epoch() == epoch && gap.from() < seq) {
        replace(index, List.of(gap.part(seq, gap.to())));
      }
    }
  }

  private void replace(int index, List<Gap> parts) {
    gaps.remove(index);
    gaps.addAll(index, parts.stream().filter(part -> !part.isEmpty()).toList());
  }

  List<SeqRange> ranges() {
    return gaps.stream()
        .map(
            gap ->
                new SeqRange(
                    gap.epoch(), gap.from(), gap.to(), gap.place().file(), gap.place().line()))
        .toList();
  }
}
