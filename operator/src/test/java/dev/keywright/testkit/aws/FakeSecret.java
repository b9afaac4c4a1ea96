package dev.keywright.testkit.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A secret in the fake, unchangeable: every change gives another one. The rules of staging labels
 * are here (API reference: PutSecretValue, UpdateSecretVersionStage).
 *
 * @param arn its ARN, with six random characters at the end
 * @param name its name
 * @param created when it was made
 * @param changed when it was changed last
 * @param deleted the end of its recovery window, once it is marked for deletion
 * @param tags by key
 * @param versions oldest first
 */
record FakeSecret(
    String arn,
    String name,
    Instant created,
    Instant changed,
    Optional<Instant> deleted,
    Map<String, String> tags,
    List<FakeVersion> versions) {
  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  private static final int MOST_LABELS = 20;
  private static final int KEPT_VERSIONS = 100;
  private static final Duration KEPT_AGE = Duration.ofHours(24);

  FakeSecret {
    tags = Map.copyOf(tags);
    versions = List.copyOf(versions);
  }

  Optional<FakeVersion> version(String id) {
    return versions.stream().filter(version -> version.id().equals(id)).findFirst();
  }

  Optional<FakeVersion> holderOf(String label) {
    return versions.stream().filter(version -> version.labels().contains(label)).findFirst();
  }

  /**
   * PutSecretValue: labels are taken from whoever has them; the first version is always current.
   */
  FakeSecret put(FakeVersion made, Set<String> labels, Instant now) {
    Optional<FakeVersion> twin = version(made.id());
    if (twin.isPresent()) {
      if (twin.get().hasSameValueAs(made)) {
        return this;
      }
      throw new FakeAwsError(
          "ResourceExistsException",
          "You can't use ClientRequestToken "
              + made.id()
              + " because that value is already in use for a version of secret "
              + arn
              + ".");
    }
    List<FakeVersion> all = new ArrayList<>(versions);
    all.add(made);
    FakeSecret next = changed(all, now);
    for (String label : labels) {
      next = next.moved(label, made.id());
    }
    if (versions.isEmpty()) {
      next = next.moved(CURRENT, made.id());
    }
    return next.withinQuota().pruned(now);
  }

  /** UpdateSecretVersionStage: a label moves only when its present holder is named. */
  FakeSecret move(String label, Optional<String> to, Optional<String> from, Instant now) {
    if (to.isEmpty() && from.isEmpty()) {
      throw FakeAwsError.parameter("You must provide MoveToVersionId or RemoveFromVersionId.");
    }
    if (to.isPresent() && version(to.get()).isEmpty()) {
      throw FakeAwsError.noValue("VersionId: " + to.get());
    }
    Optional<String> holder = holderOf(label).map(FakeVersion::id);
    if (from.isPresent() && !from.equals(holder)) {
      throw FakeAwsError.parameter(
          "RemoveFromVersionId must be the version that currently has the staging label " + label);
    }
    if (from.isEmpty() && holder.isPresent() && !holder.equals(to)) {
      throw FakeAwsError.parameter(
          "The parameter RemoveFromVersionId can't be empty. Staging label "
              + label
              + " is currently attached to version "
              + holder.get());
    }
    if (to.isEmpty() && label.equals(CURRENT)) {
      throw FakeAwsError.parameter("You can only move staging label AWSCURRENT, not remove it.");
    }
    FakeSecret next =
        to.map(target -> moved(label, target))
            .orElseGet(() -> each(version -> version.without(label)));
    return next.changed(next.versions, now).withinQuota();
  }

  FakeSecret marked(Optional<Instant> end) {
    return new FakeSecret(arn, name, created, changed, end, tags, versions);
  }

  FakeSecret tagged(Map<String, String> more, Instant now) {
    Map<String, String> all = new TreeMap<>(tags);
    all.putAll(more);
    return new FakeSecret(arn, name, created, now, deleted, all, versions);
  }

  private FakeSecret moved(String label, String to) {
    Optional<String> loser =
        holderOf(label).map(FakeVersion::id).filter(holder -> !holder.equals(to));
    FakeSecret next =
        each(version -> version.id().equals(to) ? version.with(label) : version.without(label));
    return label.equals(CURRENT) && loser.isPresent() ? next.moved(PREVIOUS, loser.get()) : next;
  }

  private FakeSecret each(UnaryOperator<FakeVersion> change) {
    return changed(versions.stream().map(change).toList(), changed);
  }

  private FakeSecret changed(List<FakeVersion> all, Instant when) {
    return new FakeSecret(arn, name, created, when, deleted, tags, all);
  }

  private FakeSecret withinQuota() {
    if (versions.stream().mapToInt(version -> version.labels().size()).sum() > MOST_LABELS) {
      throw new FakeAwsError("LimitExceededException", "Too many staging labels on the secret.");
    }
    return this;
  }

  private FakeSecret pruned(Instant now) {
    List<FakeVersion> newest =
        versions.stream()
            .sorted(Comparator.comparing(FakeVersion::created).reversed())
            .limit(KEPT_VERSIONS)
            .toList();
    return changed(
        versions.stream()
            .filter(
                version ->
                    !version.labels().isEmpty()
                        || newest.contains(version)
                        || version.created().isAfter(now.minus(KEPT_AGE)))
            .toList(),
        changed);
  }
}
