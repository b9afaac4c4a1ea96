package dev.keywright.rollout;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Workloads by the Secrets that they read, and which Secrets' readers changed. Thread-safe. */
final class WorkloadCatalog {
  private static final Comparator<Workload> ORDER =
      Comparator.comparing((Workload workload) -> workload.id().kind())
          .thenComparing(workload -> workload.id().name());

  private record SecretKey(String namespace, String name) {}

  private record ReaderKey(WorkloadKind kind, String name) {}

  private final Map<SecretKey, Map<ReaderKey, Workload>> readers = new HashMap<>();
  private final Map<String, Set<String>> changes = new HashMap<>();

  /** One workload as it was and as it is; empty = absent, or reads no Secret. */
  synchronized void replace(Optional<Workload> before, Optional<Workload> after) {
    before.ifPresent(this::remove);
    after.ifPresent(this::add);
    boolean isSame =
        before.isPresent() && after.isPresent() && !before.get().differsFrom(after.get());
    if (!isSame) {
      before.ifPresent(this::note);
      after.ifPresent(this::note);
    }
  }

  /** Every workload that reads the Secret, ordered by kind and name. */
  synchronized List<Workload> using(String namespace, String secret) {
    return readers.getOrDefault(new SecretKey(namespace, secret), Map.of()).values().stream()
        .sorted(ORDER)
        .toList();
  }

  /** Secrets whose readers changed since the last call, by namespace. */
  synchronized Map<String, Set<String>> takeChanges() {
    Map<String, Set<String>> taken = Map.copyOf(changes);
    changes.clear();
    return taken;
  }

  private void add(Workload workload) {
    ReaderKey reader = new ReaderKey(workload.id().kind(), workload.id().name());
    for (String secret : workload.secrets().keySet()) {
      readers
          .computeIfAbsent(new SecretKey(workload.id().namespace(), secret), key -> new HashMap<>())
          .put(reader, workload);
    }
  }

  private void remove(Workload workload) {
    ReaderKey reader = new ReaderKey(workload.id().kind(), workload.id().name());
    for (String secret : workload.secrets().keySet()) {
      readers.computeIfPresent(
          new SecretKey(workload.id().namespace(), secret),
          (key, found) -> {
            found.remove(reader);
            return found.isEmpty() ? null : found;
          });
    }
  }

  private void note(Workload workload) {
    changes
        .computeIfAbsent(workload.id().namespace(), namespace -> new HashSet<>())
        .addAll(workload.secrets().keySet());
  }
}
