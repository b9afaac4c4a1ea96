package dev.keywright.kube;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.sync.LiveTarget;
import dev.keywright.sync.LiveTarget.Owner;
import dev.keywright.sync.TargetWrite;
import dev.keywright.sync.TargetWriter;
import dev.keywright.sync.WriteOutcome;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes targets: create by POST, update by PUT with the observed resourceVersion and the full
 * data, so that removed keys go and a leader that has been replaced is fenced. Metadata of others
 * is kept; ours is laid over it. One request each, because the cache knows all of a target but its
 * values; a Secret that is not ours is read first. Thread-safe.
 */
public final class KubeTargetWriter implements TargetWriter {
  private final KubernetesClient client;
  private final TargetReader reader;
  private final TargetCache cache;

  public KubeTargetWriter(KubernetesClient client, TargetReader reader, TargetCache cache) {
    this.client = client;
    this.reader = reader;
    this.cache = cache;
  }

  @Override
  public WriteOutcome write(TargetWrite write, Optional<LiveTarget> live) {
    try {
      return live.isPresent() ? overLive(write, live.get()) : create(write);
    } catch (KubernetesClientException e) {
      return TargetRefusals.failure(write, e);
    }
  }

  private WriteOutcome create(TargetWrite write) {
    try {
      Secret response = client.resource(TargetMarks.fresh(write)).create();
      cache.remember(response);
      return new WriteOutcome.Created(TargetReader.writtenAt(response));
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_CONFLICT
          ? overExisting(write)
          : TargetRefusals.failure(write, e);
    }
  }

  private WriteOutcome overLive(TargetWrite write, LiveTarget live) {
    if (isAsWanted(write, live)) {
      return new WriteOutcome.Unchanged();
    }
    if (live.owner() instanceof Owner.Foreign) {
      return overExisting(write);
    }
    Optional<Secret> known = cache.stripped(keyOf(write)).filter(it -> isVersion(it, live));
    if (known.isEmpty()) {
      return new WriteOutcome.Retry("the target changed while it was rendered");
    }
    return TargetReader.withoutData(known.get())
        .or(() -> Optional.ofNullable(get(write)).filter(it -> isVersion(it, live)))
        .map(base -> overOurs(write, live, base))
        .orElseGet(() -> new WriteOutcome.Retry("the target changed while it was rendered"));
  }

  /**
   * Something with that name is there which is not ours or not in the cache: its label was taken
   * away, or the reply to our own create was lost.
   */
  private WriteOutcome overExisting(TargetWrite write) {
    Secret existing = get(write);
    if (existing == null) {
      return new WriteOutcome.Retry("the target was deleted while it was written");
    }
    LiveTarget live = reader.read(reader.strip(existing), write.policy().name(), write.policyUid());
    if (live.owner() instanceof Owner.Foreign foreign) {
      return adopt(write, existing, live, foreign);
    }
    if (isAsWanted(write, live)) {
      cache.remember(existing);
      return new WriteOutcome.Created(TargetReader.writtenAt(existing));
    }
    return overOurs(write, live, existing);
  }

  private WriteOutcome overOurs(TargetWrite write, LiveTarget live, Secret base) {
    Optional<Diagnosis> held = TargetRefusals.held(write, live);
    if (held.isPresent()) {
      return new WriteOutcome.Refused(held.get());
    }
    Secret response = client.resource(TargetMarks.over(base, write)).update();
    cache.remember(response);
    return new WriteOutcome.Updated(TargetReader.writtenAt(response));
  }

  private WriteOutcome adopt(
      TargetWrite write, Secret existing, LiveTarget live, Owner.Foreign foreign) {
    boolean isSame =
        live.content().equals(write.fingerprint()) && live.type().equals(write.desired().type());
    if (write.adopt() != Adopt.IfSame || !isSame) {
      return new WriteOutcome.Refused(TargetRefusals.foreign(write, foreign, existing));
    }
    cache.remember(client.resource(TargetMarks.marked(existing, write)).update());
    return new WriteOutcome.Adopted();
  }

  private static boolean isAsWanted(TargetWrite write, LiveTarget live) {
    return live.markersIntact()
        && live.type().equals(write.desired().type())
        && live.content().equals(write.fingerprint())
        && live.evidence()
            .filter(
                ours ->
                    ours.revision().equals(write.revision())
                        && ours.fingerprint().equals(write.fingerprint())
                        && ours.cause() == write.cause()
                        && ours.version().equals(write.version()))
            .isPresent();
  }

  private @Nullable Secret get(TargetWrite write) {
    return client
        .secrets()
        .inNamespace(write.policy().namespace())
        .withName(write.desired().name())
        .get();
  }

  private static boolean isVersion(Secret secret, LiveTarget live) {
    return secret.getMetadata().getResourceVersion().equals(live.resourceVersion());
  }

  private static ObjectKey keyOf(TargetWrite write) {
    return new ObjectKey(write.policy().namespace(), write.desired().name());
  }
}
