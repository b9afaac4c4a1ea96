package dev.keywright;

import dev.keywright.api.ApiNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What caches keep of our own kinds: all but the notes that the API server and kubectl make on
 * them, which are larger than the rest. A status is written without them, and the API server keeps
 * what it has.
 */
final class StrippedPrimaries {
  private StrippedPrimaries() {}

  /** A store for the informer of one controller. */
  static <R extends HasMetadata> ItemStore<R> store() {
    return new TransformingItemStore<>(StrippedPrimaries::stripped);
  }

  /** The informer has just made the object and nobody else has it yet. */
  private static <R extends HasMetadata> R stripped(R fresh) {
    ObjectMeta meta = fresh.getMetadata();
    meta.setManagedFields(List.of());
    if (meta.getAnnotations() != null && meta.getAnnotations().containsKey(ApiNames.LAST_APPLIED)) {
      Map<String, String> annotations = new HashMap<>(meta.getAnnotations());
      annotations.remove(ApiNames.LAST_APPLIED);
      meta.setAnnotations(annotations);
    }
    return fresh;
  }
}
