package dev.keywright.fetch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** When which source is looked at. Guarded by the lock of {@link SourceWatch}. */
final class TimeTable {
  private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::at));

  /** An entry; void when the source has got another time since. */
  private record Turn(Instant at, WatchedSource source) {}

  /** Enters the time the source has by now. */
  void enter(WatchedSource source) {
    if (source.isWatched()) {
      turns.add(new Turn(source.due(), source));
    }
  }

  /** Makes a change to the source and enters its time if that moved. */
  void reschedule(WatchedSource source, Runnable change) {
    Instant before = source.due();
    change.run();
    if (!source.due().equals(before)) {
      enter(source);
    }
  }

  /** Begins a look at every source whose time has come. */
  List<WatchedSource> begin(Instant now) {
    List<WatchedSource> begun = new ArrayList<>();
    Turn turn = turns.peek();
    while (turn != null && !turn.at().isAfter(now)) {
      turns.remove();
      WatchedSource source = turn.source();
      if (source.due().equals(turn.at()) && source.isWatched() && source.begin()) {
        begun.add(source);
      }
      turn = turns.peek();
    }
    return begun;
  }
}
