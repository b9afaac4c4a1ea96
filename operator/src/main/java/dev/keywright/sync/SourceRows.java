package dev.keywright.sync;

import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.sync.SyncOutcome.SourceFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code status.sources}, ordered by store and path: which version of each source the
 * target holds, and why not the current one. Pure.
 */
public final class SourceRows {
  private static final Comparator<SourceStatus> ORDER =
      Comparator.comparing(row -> row.store() + " " + row.path());

  private SourceRows() {}

  /** The path of a row: the object, and the version where one is pinned. */
  static String pathOf(SourceKey source) {
    return switch (source.selector()) {
      case VersionSelector.Current() -> source.path().toString();
      case VersionSelector.Pinned(String version) -> source.path() + "@" + version;
      case VersionSelector.Staged(String stage) -> source.path() + "@" + stage;
    };
  }

  /** Whether {@code row} is about {@code source}. */
  public static boolean isRowOf(SourceStatus row, SourceKey source) {
    return source.store().toString().equals(row.store()) && pathOf(source).equals(row.path());
  }

  /** The row of {@code source}. */
  static Optional<SourceStatus> find(@Nullable List<SourceStatus> rows, SourceKey source) {
    return rows == null
        ? Optional.empty()
        : rows.stream().filter(row -> isRowOf(row, source)).findFirst();
  }

  /** The target was rendered from these. */
  static List<SourceStatus> shown(Map<SourceKey, SourceFacts> sources) {
    return sources.entrySet().stream()
        .map(
            entry ->
                row(
                    entry.getKey(),
                    entry.getValue().version().id(),
                    Reason.Synced,
                    entry.getValue().changedTime().orElse(null)))
        .sorted(ORDER)
        .toList();
  }

  /** The target holds what it held, and each of {@code troubles} keeps it from following. */
  static @Nullable List<SourceStatus> kept(
      SyncObservation observed, Map<SourceKey, Diagnosis> troubles) {
    List<SourceStatus> before =
        observed.status() == null || observed.status().sources() == null
            ? List.of()
            : observed.status().sources();
    List<SourceStatus> rows = new ArrayList<>();
    for (SourceStatus row : before) {
      Optional<SourceKey> troubled =
          troubles.keySet().stream().filter(source -> isRowOf(row, source)).findFirst();
      Reason state = troubled.map(troubles::get).map(Diagnosis::reason).orElse(Reason.Synced);
      rows.add(
          new SourceStatus(
              row.store(), row.path(), row.version(), state.name(), row.changedTime()));
    }
    troubles.forEach(
        (source, trouble) -> {
          if (find(before, source).isEmpty()) {
            rows.add(row(source, null, trouble.reason(), null));
          }
        });
    rows.sort(ORDER);
    return rows.isEmpty() ? null : List.copyOf(rows);
  }

  private static SourceStatus row(
      SourceKey source, @Nullable String version, Reason state, @Nullable Instant changedTime) {
    return new SourceStatus(
        source.store().toString(),
        pathOf(source),
        version,
        state.name(),
        changedTime == null ? null : changedTime.truncatedTo(ChronoUnit.SECONDS));
  }
}
