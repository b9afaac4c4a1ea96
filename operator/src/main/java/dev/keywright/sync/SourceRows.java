package dev.keywright.sync;

import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.VersionSelector;

/** How a source is named in {@code status.sources}. Pure. */
public final class SourceRows {
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
}
