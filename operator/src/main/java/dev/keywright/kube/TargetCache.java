package dev.keywright.kube;

import dev.keywright.core.ObjectKey;
import dev.keywright.sync.LiveTarget;
import dev.keywright.sync.TargetLookup;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Targets as they stand: the informer's view, and over it what we wrote ourselves and the informer
 * has not seen yet. Holds fingerprints in place of values. Thread-safe.
 */
public final class TargetCache implements ResourceEventHandler<Secret>, TargetLookup {
  private final TargetReader reader;
  private final Function<ObjectKey, Optional<Secret>> informed;
  private final Consumer<Secret> onChange;
  private final Map<ObjectKey, Secret> written = new ConcurrentHashMap<>();

  /**
   * @param informed the informer's view, stripped by {@link TargetReader#strip}
   * @param onChange told of every change of a target by anybody
   */
  public TargetCache(
      TargetReader reader,
      Function<ObjectKey, Optional<Secret>> informed,
      Consumer<Secret> onChange) {
    this.reader = reader;
    this.informed = informed;
    this.onChange = onChange;
  }

  @Override
  public Optional<LiveTarget> find(ObjectKey key, String policy, String policyUid) {
    Optional<Secret> seen = informed.apply(key);
    Secret ours = written.get(key);
    Optional<Secret> newest =
        ours != null && seen.filter(secret -> !isOlder(secret, ours)).isEmpty()
            ? Optional.of(ours)
            : seen;
    return newest.map(secret -> reader.read(secret, policy, policyUid));
  }

  /** Takes in what the API server returned for our own write. */
  void remember(Secret response) {
    written.put(keyOf(response), reader.strip(response));
  }

  @Override
  public void onAdd(Secret secret) {
    forgetIfSeen(secret);
    onChange.accept(secret);
  }

  @Override
  public void onUpdate(Secret before, Secret after) {
    forgetIfSeen(after);
    onChange.accept(after);
  }

  @Override
  public void onDelete(Secret secret, boolean finalStateUnknown) {
    written.computeIfPresent(keyOf(secret), (key, ours) -> isOlder(secret, ours) ? ours : null);
    onChange.accept(secret);
  }

  private void forgetIfSeen(Secret seen) {
    written.computeIfPresent(keyOf(seen), (key, ours) -> isOlder(seen, ours) ? ours : null);
  }

  /** Resource versions of one kind are comparable numbers (Kubernetes API concepts, since 1.35). */
  private static boolean isOlder(Secret a, Secret b) {
    return Long.parseUnsignedLong(a.getMetadata().getResourceVersion())
        < Long.parseUnsignedLong(b.getMetadata().getResourceVersion());
  }

  private static ObjectKey keyOf(Secret secret) {
    return new ObjectKey(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
  }
}
