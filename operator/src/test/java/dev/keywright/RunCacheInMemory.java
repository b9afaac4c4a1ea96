package dev.keywright;

import dev.keywright.api.v1alpha1.SecretRotation;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A controller's cache: the index knows what an informer has seen, the look-up by name also what
 * was written since. Not thread-safe.
 */
final class RunCacheInMemory implements IndexerResourceCache<SecretRotation> {
  private final Map<String, Function<SecretRotation, List<String>>> indexers = new HashMap<>();
  private final Map<ResourceID, SecretRotation> seen = new LinkedHashMap<>();
  private final Map<ResourceID, SecretRotation> written = new HashMap<>();

  void see(SecretRotation run) {
    seen.put(ResourceID.fromResource(run), run);
  }

  /** Not seen by the informer yet. */
  void write(SecretRotation run) {
    written.put(ResourceID.fromResource(run), run);
  }

  @Override
  public void addIndexers(Map<String, Function<SecretRotation, List<String>>> added) {
    indexers.putAll(added);
  }

  @Override
  public List<SecretRotation> byIndex(String index, String key) {
    Function<SecretRotation, List<String>> keys = indexers.getOrDefault(index, run -> List.of());
    return seen.values().stream().filter(run -> keys.apply(run).contains(key)).toList();
  }

  @Override
  public Optional<SecretRotation> get(ResourceID id) {
    return Optional.ofNullable(written.get(id)).or(() -> Optional.ofNullable(seen.get(id)));
  }

  @Override
  public Stream<ResourceID> keys() {
    return seen.keySet().stream();
  }

  @Override
  public Stream<SecretRotation> list(Predicate<SecretRotation> predicate) {
    return seen.values().stream().filter(predicate);
  }

  @Override
  public Stream<SecretRotation> list(String namespace, Predicate<SecretRotation> predicate) {
    return list(run -> run.getMetadata().getNamespace().equals(namespace) && predicate.test(run));
  }
}
