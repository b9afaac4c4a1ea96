package dev.keywright.sync;

import dev.keywright.fetch.SourceKey;
import dev.keywright.sync.SyncOutcome.SourceFacts;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The versions of the sources of a target in one line, for status and for an annotation. Pure. */
final class VersionText {
  /** All annotations of an object together may have 256 KiB (Kubernetes, "Annotations"). */
  private static final int MOST_SOURCES = 20;

  private VersionText() {}

  /** The version of the only source; of several, {@code path=version} of the first by path. */
  static String of(Map<SourceKey, SourceFacts> sources) {
    if (sources.size() == 1) {
      return sources.values().iterator().next().version().id();
    }
    Map<String, String> byPath = new TreeMap<>();
    sources.forEach((source, fact) -> byPath.put(SourceRows.pathOf(source), fact.version().id()));
    String first =
        byPath.entrySet().stream()
            .limit(MOST_SOURCES)
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
    return byPath.size() <= MOST_SOURCES
        ? first
        : first + " and " + (byPath.size() - MOST_SOURCES) + " more";
  }
}
