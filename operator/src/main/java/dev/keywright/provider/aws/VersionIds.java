package dev.keywright.provider.aws;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Ids of the versions that one attempt of a run may make. AWS never gives an id to a second value,
 * so that a value made from another base needs another id, which must be the same for every repeat.
 */
final class VersionIds {
  private VersionIds() {}

  /** The ids for a value made from {@code base}, in the order in which they are tried. */
  static List<String> of(String token, String base) {
    return List.of(token, rebased(token, base));
  }

  /** The id for the values of {@code token} over {@code base}. */
  static String rebased(String token, String base) {
    return UUID.nameUUIDFromBytes((token + "/" + base).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
