package dev.keywright.crdgen;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretStore;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind that Keywright serves.
 *
 * @param resource class of its objects
 * @param spec record behind {@code spec}
 * @param status record behind {@code status}
 */
record ResourceKind(
    Class<? extends CustomResource<?, ?>> resource, Class<?> spec, Class<?> status) {
  /** Every kind, in the order in which people meet them. */
  static List<ResourceKind> all() {
    return Stream.of(
            SecretPolicy.class, SecretStore.class, ClusterSecretStore.class, SecretRotation.class)
        .map(ResourceKind::of)
        .toList();
  }

  String kind() {
    return HasMetadata.getKind(resource);
  }

  String description() {
    return resource.getAnnotation(JsonClassDescription.class).value();
  }

  /** Names of the printer columns in the order of their annotations. */
  List<String> columns() {
    return Stream.of(resource.getAnnotationsByType(AdditionalPrinterColumn.class))
        .map(AdditionalPrinterColumn::name)
        .toList();
  }

  private static ResourceKind of(Class<? extends CustomResource<?, ?>> resource) {
    var arguments = ((ParameterizedType) resource.getGenericSuperclass()).getActualTypeArguments();
    return new ResourceKind(resource, (Class<?>) arguments[0], (Class<?>) arguments[1]);
  }
}
