package dev.keywright.testkit.aws;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A version of a secret in the fake.
 *
 * @param id the ClientRequestToken that made it
 * @param string SecretString
 * @param binary SecretBinary, as Base64
 * @param created when it was made
 * @param labels staging labels
 */
record FakeVersion(
    String id,
    Optional<String> string,
    Optional<String> binary,
    Instant created,
    SortedSet<String> labels) {
  FakeVersion {
    labels = new TreeSet<>(labels);
  }

  boolean hasSameValueAs(FakeVersion other) {
    return string.equals(other.string) && binary.equals(other.binary);
  }

  FakeVersion with(String label) {
    FakeVersion changed = new FakeVersion(id, string, binary, created, labels);
    changed.labels.add(label);
    return changed;
  }

  FakeVersion without(String label) {
    FakeVersion changed = new FakeVersion(id, string, binary, created, labels);
    changed.labels.remove(label);
    return changed;
  }
}
