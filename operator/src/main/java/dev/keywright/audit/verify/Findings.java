package dev.keywright.audit.verify;

import dev.keywright.audit.verify.Finding.Problem;
import java.util.Optional;

/** Counts what is wrong and keeps the first in the order of the log. */
final class Findings {
  private Optional<Finding> first = Optional.empty();
  private long firstOrdinal;
  private long count;

  void add(Problem problem, long seq, LogPlace place, String detail) {
    count++;
    if (first.isEmpty() || place.ordinal() < firstOrdinal) {
      first =
          Optional.of(
              new Finding(problem, seq, place.file(), place.line(), place.offset(), detail));
      firstOrdinal = place.ordinal();
    }
  }

  Optional<Finding> first() {
    return first;
  }

  long count() {
    return count;
  }
}
