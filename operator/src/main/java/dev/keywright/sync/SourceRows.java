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

  /**
   * Whether the source of {@code row} was in a trouble that can end in another count of versions.
   */
  static boolean mayCountAnew(SourceStatus row) {
    return Reason.PathNotFound.name().equals(row.state())
        || Reason.InvalidSpec.name().equals(row.state());
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

  /** The target holds what it held, and that is what the sources hold. */
  static @Nullable List<SourceStatus> confirmed(SyncObservation observed) {
    List<SourceStatus> rows =
        before(observed).stream().map(row -> withState(row, Reason.Synced)).toList();
    return rows.isEmpty() ? null : rows;
  }

  /**
   * The target holds what it held, and each of {@code troubles} keeps it from following. A source
   * that may count its versions anew says so until it has been read.
   */
  static @Nullable List<SourceStatus> kept(
      SyncObservation observed, Map<SourceKey, Diagnosis> troubles) {
    List<SourceStatus> before = before(observed);
    List<SourceStatus> rows = new ArrayList<>();
    for (SourceStatus row : before) {
      rows.add(
          troubles.entrySet().stream()
              .filter(trouble -> isRowOf(row, trouble.getKey()))
              .findFirst()
              .map(trouble -> withState(row, trouble.getValue().reason()))
              .orElseGet(() -> mayCountAnew(row) ? row : withState(row, Reason.Synced)));
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

  private static List<SourceStatus> before(SyncObservation observed) {
    return observed.status() == null || observed.status().sources() == null
        ? List.of()
        : observed.status().sources();
  }

  private static SourceStatus withState(SourceStatus row, Reason state) {
    return new SourceStatus(
        row.store(), row.path(), row.version(), state.name(), row.changedTime());
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
