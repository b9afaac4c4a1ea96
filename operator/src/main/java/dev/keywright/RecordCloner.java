package dev.keywright;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Copies objects from caches. Spec and status of our own kinds are records, which nobody changes,
 * so that only the metadata need a copy; by default every look at an object begins with writing it
 * as JSON and reading that. Thread-safe.
 */
final class RecordCloner implements Cloner {
  private final KubernetesSerialization serialization;

  /**
   * @param serialization copies what is of another kind
   */
  RecordCloner(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  @Override
  public <R extends HasMetadata> R clone(R original) {
    HasMetadata copy =
        switch (original) {
          case SecretPolicy policy -> filled(new SecretPolicy(), policy);
          case SecretStore store -> filled(new SecretStore(), store);
          case ClusterSecretStore store -> filled(new ClusterSecretStore(), store);
          case SecretRotation rotation -> filled(new SecretRotation(), rotation);
          default -> serialization.clone(original);
        };
    @SuppressWarnings("unchecked") // a copy is of the class of its original
    R same = (R) copy;
    return same;
  }

  private static <S, T, R extends CustomResource<S, T>> R filled(R copy, R original) {
    copy.setMetadata(new ObjectMetaBuilder(original.getMetadata()).build());
    copy.setSpec(original.getSpec());
    copy.setStatus(original.getStatus());
    return copy;
  }
}
