package dev.keywright.sync;

import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.sync.SyncOutcome.SourceFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code status.sources}, ordered by store and path: which version of each source the
 * target holds, and why not the current one. Pure.
 */
public final class SourceRows {
  private static final Comparator<SourceStatus> ORDER =
      Comparator.comparing(row -> row.store() + " " + row.path());

  private static final int LONGEST_PATH = 1024;

  private SourceRows() {}

  /** The path of a row: the object, and the version where one is pinned; or what is found. */
  static String pathOf(SourceKey source) {
    if (source.find().isPresent()) {
      return shortened(source.find().get().toString());
    }
    return switch (source.selector()) {
      case VersionSelector.Current() -> source.path().toString();
      case VersionSelector.Pinned(String version) -> source.path() + "@" + version;
      case VersionSelector.Staged(String stage) -> source.path() + "@" + stage;
    };
  }

  /** A long one ends in a digest of the whole, so that no two are the same. */
  private static String shortened(String text) {
    return text.length() <= LONGEST_PATH
        ? text
        : text.substring(0, LONGEST_PATH - 37)
            + " "
            + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
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

  /** Whether {@code row} says that the target shows nothing of its source, which is absent. */
  static boolean tellsAbsence(SourceStatus row) {
    return row.version() == null && Reason.PathNotFound.name().equals(row.state());
  }

  /**
   * The target was rendered from these.
   *
   * @param missing optional ones that are not there or lack a property
   */
  static List<SourceStatus> shown(
      Map<SourceKey, SourceFacts> sources, Map<SourceKey, Reason> missing) {
    List<SourceStatus> rows = new ArrayList<>();
    sources.forEach(
        (source, facts) ->
            rows.add(
                row(
                    source,
                    facts.version().id(),
                    missing.getOrDefault(source, Reason.Synced),
                    facts.changedTime().orElse(null))));
    missing.forEach(
        (source, reason) -> {
          if (!sources.containsKey(source)) {
            rows.add(row(source, null, reason, null));
          }
        });
    rows.sort(ORDER);
    return List.copyOf(rows);
  }

  /** The target holds what it held, and that is what the sources hold. */
  static @Nullable List<SourceStatus> confirmed(SyncObservation observed) {
    List<SourceStatus> rows =
        observed.rows().stream()
            .map(row -> lacks(observed, row) ? row : withState(row, Reason.Synced))
            .toList();
    return rows.isEmpty() ? null : rows;
  }

  /**
   * The target holds what it held, and each of {@code troubles} keeps it from following. A source
   * that may count its versions anew says so until it has been read.
   */
  static @Nullable List<SourceStatus> kept(
      SyncObservation observed, Map<SourceKey, Diagnosis> troubles) {
    List<SourceStatus> before = observed.rows();
    List<SourceStatus> rows = new ArrayList<>();
    for (SourceStatus row : before) {
      rows.add(
          troubles.entrySet().stream()
              .filter(trouble -> isRowOf(row, trouble.getKey()))
              .findFirst()
              .map(trouble -> withState(row, trouble.getValue().reason()))
              .orElseGet(
                  () ->
                      mayCountAnew(row) || lacks(observed, row)
                          ? row
                          : withState(row, Reason.Synced)));
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

  /** Whether {@code row} tells what an optional source lacks, which no confirmation changes. */
  private static boolean lacks(SyncObservation observed, SourceStatus row) {
    return (tellsAbsence(row) || Reason.PropertyNotFound.name().equals(row.state()))
        && observed.optionalSources().stream().anyMatch(source -> isRowOf(row, source));
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
