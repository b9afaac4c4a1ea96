package dev.keywright.fetch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of an allow list. {@code *} is any text within a segment, {@code **} as a whole segment
 * any number of segments, at least one when it comes last; {@code $(namespace)} is the policy's
 * namespace, taken literally; everything else stands for itself. A pattern that is not canonical
 * ({@code //}, {@code ..}) matches nothing, because no path is. Takes linear time in the segment
 * and at most pattern × path over segments. Immutable.
 */
final class PathPattern {
  private static final String NAMESPACE = "$(namespace)";
  private static final String ANY_SEGMENTS = "**";

  private final List<Segment> segments;

  private PathPattern(List<Segment> segments) {
    this.segments = segments;
  }

  /** Reads {@code pattern} for a policy of {@code namespace}. */
  static PathPattern of(String pattern, String namespace) {
    return new PathPattern(
        Arrays.stream(pattern.split("/", -1)).map(text -> Segment.of(text, namespace)).toList());
  }

  /** Whether {@code path}, which must be canonical, is covered. */
  boolean matches(String path) {
    String[] names = path.split("/", -1);
    int name = 0;
    int segment = 0;
    int lastAny = -1;
    int nameAtAny = 0;
    while (name < names.length) {
      if (segment < segments.size() && segments.get(segment).isAny()) {
        if (segment == segments.size() - 1) {
          return true;
        }
        lastAny = segment++;
        nameAtAny = name;
      } else if (segment < segments.size() && segments.get(segment).matches(names[name])) {
        segment++;
        name++;
      } else if (lastAny >= 0) {
        segment = lastAny + 1;
        name = ++nameAtAny;
      } else {
        return false;
      }
    }
    return segment == segments.size();
  }

  /**
   * One segment: the literal texts between its stars.
   *
   * @param isAny whether it stands for any number of segments
   * @param literals at least one; the first is the prefix, the last the suffix
   */
  private record Segment(boolean isAny, List<String> literals) {
    static Segment of(String text, String namespace) {
      List<String> literals = new ArrayList<>();
      for (String literal : text.split("\\*", -1)) {
        literals.add(literal.replace(NAMESPACE, namespace));
      }
      return new Segment(text.equals(ANY_SEGMENTS), List.copyOf(literals));
    }

    boolean matches(String name) {
      if (literals.size() == 1) {
        return name.equals(literals.getFirst());
      }
      String suffix = literals.getLast();
      int from = literals.getFirst().length();
      int end = name.length() - suffix.length();
      if (end < from || !name.startsWith(literals.getFirst()) || !name.endsWith(suffix)) {
        return false;
      }
      for (String middle : literals.subList(1, literals.size() - 1)) {
        int found = name.indexOf(middle, from);
        if (found < 0 || found + middle.length() > end) {
          return false;
        }
        from = found + middle.length();
      }
      return true;
    }
  }
}
