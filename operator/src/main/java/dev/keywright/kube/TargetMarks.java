package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.sync.TargetWrite;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Makes the Secret to write: the metadata of others stays, ours is laid over it. Pure. */
final class TargetMarks {
  private TargetMarks() {}

  /** A Secret that does not exist yet. */
  static Secret fresh(TargetWrite write) {
    Secret fresh =
        new SecretBuilder()
            .withNewMetadata()
            .withName(write.desired().name())
            .withNamespace(write.policy().namespace())
            .endMetadata()
            .withType(write.desired().type())
            .build();
    return over(fresh, write);
  }

  /** {@code base} with data and markers of {@code write}. */
  static Secret over(Secret base, TargetWrite write) {
    Map<String, String> data = new HashMap<>();
    write
        .desired()
        .data()
        .forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value.reveal())));
    return marked(new SecretBuilder(base).withData(data).withStringData(null).build(), write);
  }

  /** {@code base} with the markers of {@code write} and the data that it has. */
  static Secret marked(Secret base, TargetWrite write) {
    Secret ours = new SecretBuilder(base).build();
    ObjectMeta meta = ours.getMetadata();
    Map<String, String> labels =
        new HashMap<>(meta.getLabels() == null ? Map.of() : meta.getLabels());
    labels.put(ApiNames.MANAGED_BY, ApiNames.MANAGED_BY_VALUE);
    meta.setLabels(labels);
    meta.setAnnotations(annotations(meta, write));
    meta.setOwnerReferences(TargetOwners.withOurs(meta, write.policy().name(), write.policyUid()));
    // Absent is not empty: the API server keeps what it knows of the managers.
    meta.setManagedFields(null);
    return ours;
  }

  private static Map<String, String> annotations(ObjectMeta meta, TargetWrite write) {
    Map<String, String> annotations =
        new HashMap<>(meta.getAnnotations() == null ? Map.of() : meta.getAnnotations());
    if (!write.revision().id().equals(annotations.get(ApiNames.TARGET_REVISION))) {
      annotations.remove(ApiNames.TARGET_ROTATION);
    }
    annotations.put(ApiNames.TARGET_POLICY, write.policy().name());
    annotations.put(ApiNames.TARGET_REVISION, write.revision().id());
    annotations.put(ApiNames.TARGET_VERSION, write.version());
    annotations.put(ApiNames.TARGET_FINGERPRINT, write.fingerprint().toString());
    annotations.put(ApiNames.TARGET_CAUSE, write.cause().name());
    write.rotation().ifPresent(run -> annotations.put(ApiNames.TARGET_ROTATION, run));
    return annotations;
  }
}
