package dev.keywright.rotation;

import dev.keywright.core.FaultPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Ends the process at chosen places, counted from 0 in the order in which they are reached. */
final class CrashPlan implements FaultPoint {
  /** The process is gone: nothing of it runs any further. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    private Crash(String place) {
      super(place);
    }
  }

  private final Set<Integer> places;
  private final List<String> reached = new ArrayList<>();

  CrashPlan(Set<Integer> places) {
    this.places = new TreeSet<>(places);
  }

  static CrashPlan none() {
    return new CrashPlan(Set.of());
  }

  @Override
  public void reached(String name) {
    int place = reached.size();
    reached.add(name);
    if (places.contains(place)) {
      throw new Crash(name);
    }
  }

  /** Every place so far. */
  List<String> reached() {
    return List.copyOf(reached);
  }
}
