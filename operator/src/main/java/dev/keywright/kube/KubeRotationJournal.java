package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.rotation.RotationJournal;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes SecretRotations by PUT with the observed resourceVersion, once each. Thread-safe. */
public final class KubeRotationJournal implements RotationJournal {
  private final KubernetesClient client;
  private final BiConsumer<SecretRotation, SecretRotation> cache;
  private final Consumer<SecretRotation> onWritten;

  /**
   * @param cache takes in what the API server returned, and what it replaces
   * @param onWritten told of every status that was written
   */
  public KubeRotationJournal(
      KubernetesClient client,
      BiConsumer<SecretRotation, SecretRotation> cache,
      Consumer<SecretRotation> onWritten) {
    this.client = client;
    this.cache = cache;
    this.onWritten = onWritten;
  }

  @Override
  public Outcome write(SecretRotation run, SecretRotationStatus status) {
    SecretRotation next = client.getKubernetesSerialization().clone(run);
    next.setStatus(status);
    Outcome outcome = once(run, () -> client.resource(next).updateStatus());
    if (outcome instanceof Outcome.Written(SecretRotation written)) {
      onWritten.accept(written);
    }
    return outcome;
  }

  @Override
  public Outcome own(SecretRotation run, SecretPolicy policy) {
    SecretRotation next = client.getKubernetesSerialization().clone(run);
    List<OwnerReference> owners = new ArrayList<>(next.getMetadata().getOwnerReferences());
    owners.add(
        new OwnerReferenceBuilder()
            .withApiVersion(ApiNames.API_VERSION)
            .withKind("SecretPolicy")
            .withName(policy.getMetadata().getName())
            .withUid(policy.getMetadata().getUid())
            .build());
    next.getMetadata().setOwnerReferences(owners);
    return once(run, () -> client.resource(next).update());
  }

  private Outcome once(SecretRotation before, Supplier<SecretRotation> write) {
    try {
      SecretRotation written = write.get();
      cache.accept(written, before);
      return new Outcome.Written(written);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return new Outcome.Conflict();
      }
      throw e;
    }
  }
}
