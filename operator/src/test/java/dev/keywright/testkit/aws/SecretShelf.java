package dev.keywright.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The secrets of the fake, each with what it was before its last write. Thread-safe. */
final class SecretShelf {
  private record Kept(FakeSecret now, Optional<FakeSecret> before) {}

  private final Map<String, Kept> byName = new TreeMap<>();
  private int laggingReads;

  synchronized void lag(int reads) {
    laggingReads = reads;
  }

  /** By name, ARN, or ARN without its random end; deleted ones too. */
  synchronized Optional<FakeSecret> find(String id) {
    return kept(id).map(Kept::now);
  }

  /** As a read sees it, which may lag; deleted ones too. */
  synchronized FakeSecret read(String id) {
    Kept kept = kept(id).orElseThrow(FakeAwsError::noSecret);
    if (laggingReads == 0) {
      return kept.now();
    }
    laggingReads--;
    return kept.before().orElseThrow(FakeAwsError::noSecret);
  }

  /** As writes see it. */
  synchronized FakeSecret live(String id) {
    FakeSecret secret = find(id).orElseThrow(FakeAwsError::noSecret);
    if (secret.deleted().isPresent()) {
      throw FakeAwsError.deleted();
    }
    return secret;
  }

  synchronized void add(FakeSecret secret) {
    byName.put(secret.name(), new Kept(secret, Optional.empty()));
  }

  synchronized FakeSecret change(String id, UnaryOperator<FakeSecret> change) {
    FakeSecret before = find(id).orElseThrow(FakeAwsError::noSecret);
    FakeSecret after = change.apply(before);
    if (!after.equals(before)) {
      byName.put(before.name(), new Kept(after, Optional.of(before)));
    }
    return after;
  }

  synchronized FakeSecret remove(String id) {
    FakeSecret secret = find(id).orElseThrow(FakeAwsError::noSecret);
    byName.remove(secret.name());
    return secret;
  }

  synchronized List<FakeSecret> all() {
    return new ArrayList<>(byName.values().stream().map(Kept::now).toList());
  }

  private Optional<Kept> kept(String id) {
    return byName.values().stream()
        .filter(
            kept ->
                kept.now().name().equals(id)
                    || kept.now().arn().equals(id)
                    || kept.now().arn().substring(0, kept.now().arn().length() - 7).equals(id))
        .findFirst();
  }
}
