package dev.keywright.store;

import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.api.v1alpha1.SecretStoreStatus;
import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreDefinition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads stores from their objects. Pure; copes with objects that lack required fields. */
public final class StoreObserver {
  private StoreObserver() {}

  /** The store that {@code store} describes. */
  public static StoreDefinition definitionOf(SecretStore store) {
    var spec = store.getSpec();
    return definition(
        referenceOf(store),
        store.getMetadata(),
        spec == null ? null : spec.provider(),
        spec == null ? null : spec.limits(),
        List.of(),
        store.getStatus());
  }

  /** The store that {@code store} describes. */
  public static StoreDefinition definitionOf(ClusterSecretStore store) {
    var spec = store.getSpec();
    return definition(
        referenceOf(store),
        store.getMetadata(),
        spec == null ? null : spec.provider(),
        spec == null ? null : spec.limits(),
        spec == null ? null : spec.allow(),
        store.getStatus());
  }

  /** The installation class that {@code store} names; empty text for the default one. */
  public static String classOf(SecretStore store) {
    var spec = store.getSpec();
    return spec == null || spec.installationClass() == null ? "" : spec.installationClass();
  }

  /** The installation class that {@code store} names; empty text for the default one. */
  public static String classOf(ClusterSecretStore store) {
    var spec = store.getSpec();
    return spec == null || spec.installationClass() == null ? "" : spec.installationClass();
  }

  static StoreReference referenceOf(SecretStore store) {
    ObjectMeta meta = store.getMetadata();
    return StoreReference.namespaced(meta.getNamespace(), meta.getName());
  }

  static StoreReference referenceOf(ClusterSecretStore store) {
    return StoreReference.cluster(store.getMetadata().getName());
  }

  private static StoreDefinition definition(
      StoreReference reference,
      ObjectMeta meta,
      @Nullable Map<String, Object> provider,
      @Nullable StoreLimits limits,
      @Nullable List<AllowEntry> allow,
      @Nullable SecretStoreStatus status) {
    return new StoreDefinition(
        reference,
        meta.getUid(),
        meta.getGeneration() == null ? 0 : meta.getGeneration(),
        provider == null ? Map.of() : provider,
        Optional.ofNullable(limits),
        allow == null ? List.of() : allow,
        notReady(status));
  }

  private static Optional<Diagnosis> notReady(@Nullable SecretStoreStatus status) {
    return status == null
        ? Optional.empty()
        : ConditionSet.find(status.conditions(), StoreReport.READY)
            .filter(condition -> !condition.status().equals("True"))
            .map(condition -> new Diagnosis(reasonOf(condition.reason()), condition.message()));
  }

  private static Reason reasonOf(String name) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.name().equals(name))
        .findFirst()
        .orElse(Reason.StoreNotReady);
  }
}
