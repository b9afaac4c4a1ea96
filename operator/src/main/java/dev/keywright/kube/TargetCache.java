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

/**
 * Targets as they stand: the informer's view, and over it what we wrote ourselves, until the
 * informer has come as far. Holds fingerprints in place of values. Thread-safe.
 */
public final class TargetCache implements ResourceEventHandler<Secret>, TargetLookup {
  private final TargetReader reader;
  private final InformedObjects<Secret> informed;
  private final Consumer<Secret> onChange;
  private final Map<ObjectKey, Secret> written = new ConcurrentHashMap<>();

  /**
   * @param informed the informer's view, stripped by {@link TargetReader#strip}
   * @param onChange told of every change of a target by anybody
   */
  public TargetCache(
      TargetReader reader, StrippedInformers<Secret> informed, Consumer<Secret> onChange) {
    this(reader, (InformedObjects<Secret>) informed, onChange);
  }

  TargetCache(TargetReader reader, InformedObjects<Secret> informed, Consumer<Secret> onChange) {
    this.reader = reader;
    this.informed = informed;
    this.onChange = onChange;
  }

  @Override
  public Optional<LiveTarget> find(ObjectKey key, String policy, String policyUid) {
    return stripped(key).map(secret -> reader.read(secret, policy, policyUid));
  }

  /** The Secret without its values, when it exists and carries our label. */
  Optional<Secret> stripped(ObjectKey key) {
    Secret ours = written.get(key);
    if (ours != null && informed.hasReached(key, versionOf(ours))) {
      written.remove(key, ours);
      ours = null;
    }
    // Asked only now: the informer takes an object in before it says how far it has come.
    Optional<Secret> seen = informed.find(key);
    Secret newer = ours;
    return newer != null && seen.filter(secret -> !isOlder(secret, newer)).isEmpty()
        ? Optional.of(newer)
        : seen;
  }

  /** Takes in what the API server returned for our own write. */
  void remember(Secret response) {
    written.put(keyOf(response), reader.strip(response));
  }

  @Override
  public void onAdd(Secret secret) {
    changed(secret);
  }

  @Override
  public void onUpdate(Secret before, Secret after) {
    changed(after);
  }

  @Override
  public void onDelete(Secret secret, boolean finalStateUnknown) {
    changed(secret);
  }

  private void changed(Secret seen) {
    written.computeIfPresent(
        keyOf(seen),
        (key, ours) ->
            isOlder(seen, ours) && !informed.hasReached(key, versionOf(ours)) ? ours : null);
    onChange.accept(seen);
  }

  private static boolean isOlder(Secret a, Secret b) {
    return StrippedInformers.compareVersions(versionOf(a), versionOf(b)) < 0;
  }

  private static String versionOf(Secret secret) {
    return secret.getMetadata().getResourceVersion();
  }

  private static ObjectKey keyOf(Secret secret) {
    return new ObjectKey(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
  }
}
