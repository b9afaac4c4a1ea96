package dev.keywright.provider.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/**
 * What DescribeSecret says of a secret. Pure.
 *
 * @param labels staging labels by version id; versions without labels are not in it
 * @param deleted whether the secret is marked for deletion
 * @param created when the secret was made
 * @param changed when anything about the secret was changed last
 */
record SecretState(
    Map<String, List<String>> labels,
    boolean deleted,
    Optional<Instant> created,
    Optional<Instant> changed) {
  static final String CURRENT = "AWSCURRENT";
  static final String PENDING = "AWSPENDING";
  static final String PREVIOUS = "AWSPREVIOUS";

  /** What has happened within this time of the making of a secret happened when it was made. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  SecretState {
    labels = Map.copyOf(labels);
  }

  static SecretState of(DescribeSecretResponse answer) {
    return new SecretState(
        answer.versionIdsToStages(),
        answer.deletedDate() != null,
        Optional.ofNullable(answer.createdDate()),
        Optional.ofNullable(answer.lastChangedDate()));
  }

  /** The version that carries {@code label}. */
  Optional<String> holderOf(String label) {
    return holderOf(labels, label);
  }

  /** The version that carries {@code label} among {@code labels} by version. */
  static Optional<String> holderOf(Map<String, List<String>> labels, String label) {
    return labels.entrySet().stream()
        .filter(version -> version.getValue().contains(label))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The current version; empty for a secret that never had a value. */
  Optional<String> current() {
    return holderOf(CURRENT);
  }

  boolean has(String version, String label) {
    return labels.getOrDefault(version, List.of()).contains(label);
  }

  /** The marks of Keywright on {@code version}; at most one unless a crash left more. */
  List<SlotMark> marksOn(String version) {
    return labels.getOrDefault(version, List.of()).stream()
        .flatMap(label -> SlotMark.parse(label).stream())
        .toList();
  }

  /** Every version that Keywright has marked, whether it holds the slot or not. */
  Stream<Slot> marked() {
    return labels.keySet().stream()
        .flatMap(version -> marksOn(version).stream().map(mark -> new Slot(version, mark)));
  }

  /** The staged version, when it is one of Keywright's. */
  Optional<Slot> slot() {
    return marked().filter(slot -> has(slot.version(), PENDING)).findFirst();
  }

  /**
   * When the current version was made, where that is certain. AWS dates the secret, not its
   * versions: a version was made between the making of the secret and its last change, which says
   * something only while the two coincide.
   */
  Optional<Instant> currentMade() {
    return created.filter(
        made ->
            changed
                .filter(last -> Duration.between(made, last).abs().compareTo(AT_ONCE) < 0)
                .isPresent());
  }

  /**
   * A version that Keywright staged.
   *
   * @param version its id
   * @param mark whose it is
   */
  record Slot(String version, SlotMark mark) {}
}
