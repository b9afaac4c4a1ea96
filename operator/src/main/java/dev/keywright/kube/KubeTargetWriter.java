package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.LiveTarget;
import dev.keywright.sync.LiveTarget.Owner;
import dev.keywright.sync.TargetWrite;
import dev.keywright.sync.TargetWriter;
import dev.keywright.sync.WriteOutcome;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes targets: create by POST, update by PUT with the observed resourceVersion and the full
 * data, so that removed keys go and a leader that has been replaced is fenced. Metadata of others
 * is kept; ours is laid over it. Thread-safe.
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
      return failure(write, e);
    }
  }

  private WriteOutcome create(TargetWrite write) {
    Secret fresh =
        new SecretBuilder()
            .withNewMetadata()
            .withName(write.desired().name())
            .withNamespace(write.policy().namespace())
            .endMetadata()
            .withType(write.desired().type())
            .withData(encoded(write.desired().data()))
            .build();
    markAsOurs(fresh.getMetadata(), write);
    try {
      cache.remember(client.resource(fresh).create());
      return new WriteOutcome.Created();
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_CONFLICT
          ? overExisting(write)
          : failure(write, e);
    }
  }

  /**
   * Something with that name is there which the cache does not know: not ours, or its marker was
   * stripped.
   */
  private WriteOutcome overExisting(TargetWrite write) {
    Secret existing =
        client
            .secrets()
            .inNamespace(write.policy().namespace())
            .withName(write.desired().name())
            .get();
    if (existing == null) {
      return new WriteOutcome.Retry("the target was deleted while it was written");
    }
    LiveTarget live = reader.read(existing, write.policy().name(), write.policyUid());
    return overLive(write, live, existing);
  }

  private WriteOutcome overLive(TargetWrite write, LiveTarget live) {
    if (isAsWanted(write, live)) {
      return new WriteOutcome.Unchanged();
    }
    Secret existing =
        client.secrets().inNamespace(write.policy().namespace()).withName(live.name()).get();
    if (existing == null
        || !existing.getMetadata().getResourceVersion().equals(live.resourceVersion())) {
      return new WriteOutcome.Retry("the target changed while it was rendered");
    }
    return overLive(write, live, existing);
  }

  private WriteOutcome overLive(TargetWrite write, LiveTarget live, Secret existing) {
    boolean same =
        live.content().equals(write.fingerprint()) && live.type().equals(write.desired().type());
    if (live.owner() instanceof Owner.Foreign foreign) {
      return adopt(write, existing, foreign, same);
    }
    if (!live.type().equals(write.desired().type())) {
      return new WriteOutcome.Refused(
          Diagnosis.of(
              Reason.RecreateHeld,
              "Secret %s has type %s and must have %s, which Kubernetes allows only by delete and create. Delete it by hand; it is made"
                  + " again at once.",
              live.name(),
              live.type(),
              write.desired().type()));
    }
    if (live.immutable() && !same) {
      return new WriteOutcome.Refused(
          Diagnosis.of(
              Reason.RecreateHeld,
              "Secret %s is immutable. Delete it by hand; it is made again at once.",
              live.name()));
    }
    return update(write, existing, wasEdited(write, live));
  }

  private static boolean wasEdited(TargetWrite write, LiveTarget live) {
    return live.evidence().filter(ours -> ours.revision().equals(write.revision())).isPresent()
        && !live.isIntact();
  }

  private WriteOutcome adopt(
      TargetWrite write, Secret existing, Owner.Foreign foreign, boolean same) {
    if (write.adopt() == Adopt.IfSame && same) {
      Secret ours = new SecretBuilder(existing).build();
      markAsOurs(ours.getMetadata(), write);
      cache.remember(client.resource(ours).update());
      return new WriteOutcome.Adopted();
    }
    String way =
        write.adopt() == Adopt.IfSame
            ? "it differs from what would be written in "
                + difference(write, existing)
                + "; make them equal, delete it or choose another target.name."
            : "delete it, choose another target.name, or set target.adopt: IfSame if it holds the same values.";
    return new WriteOutcome.Refused(
        Diagnosis.of(
            Reason.TargetConflict,
            "Secret %s exists and belongs to %s: %s",
            write.desired().name(),
            foreign.description(),
            way));
  }

  /** Names of what differs, never values. */
  private static String difference(TargetWrite write, Secret existing) {
    Map<String, SecretMaterial> theirs = TargetReader.materialOf(existing);
    List<String> names = new ArrayList<>();
    if (!write.desired().type().equals(existing.getType())) {
      names.add("its type");
    }
    write
        .desired()
        .data()
        .forEach(
            (key, value) -> {
              if (!value.equals(theirs.get(key))) {
                names.add("key " + key);
              }
            });
    theirs.keySet().stream()
        .filter(key -> !write.desired().data().containsKey(key))
        .sorted()
        .forEach(key -> names.add("key " + key));
    return String.join(", ", names.subList(0, Math.min(10, names.size())));
  }

  private WriteOutcome update(TargetWrite write, Secret existing, boolean repaired) {
    Secret next =
        new SecretBuilder(existing)
            .withData(encoded(write.desired().data()))
            .withStringData(null)
            .build();
    markAsOurs(next.getMetadata(), write);
    cache.remember(client.resource(next).update());
    return new WriteOutcome.Updated(repaired);
  }

  private static boolean isAsWanted(TargetWrite write, LiveTarget live) {
    return live.markersIntact()
        && live.type().equals(write.desired().type())
        && live.content().equals(write.fingerprint())
        && live.evidence()
            .filter(
                ours ->
                    ours.revision().equals(write.revision())
                        && ours.fingerprint().equals(write.fingerprint()))
            .filter(ours -> ours.cause() == write.cause() && ours.version().equals(write.version()))
            .isPresent();
  }

  private static void markAsOurs(ObjectMeta meta, TargetWrite write) {
    Map<String, String> labels =
        new HashMap<>(meta.getLabels() == null ? Map.of() : meta.getLabels());
    labels.put(ApiNames.MANAGED_BY, ApiNames.MANAGED_BY_VALUE);
    meta.setLabels(labels);
    Map<String, String> annotations =
        new HashMap<>(meta.getAnnotations() == null ? Map.of() : meta.getAnnotations());
    annotations.put(ApiNames.TARGET_POLICY, write.policy().name());
    annotations.put(ApiNames.TARGET_REVISION, write.revision().id());
    annotations.put(ApiNames.TARGET_VERSION, write.version());
    annotations.put(ApiNames.TARGET_FINGERPRINT, write.fingerprint().toString());
    annotations.put(ApiNames.TARGET_CAUSE, write.cause().name());
    write.rotation().ifPresent(run -> annotations.put(ApiNames.TARGET_ROTATION, run));
    meta.setAnnotations(annotations);
    meta.setOwnerReferences(withOurs(meta, write));
    meta.setManagedFields(null);
  }

  private static List<OwnerReference> withOurs(ObjectMeta meta, TargetWrite write) {
    List<OwnerReference> owners =
        new ArrayList<>(meta.getOwnerReferences() == null ? List.of() : meta.getOwnerReferences());
    if (owners.stream().noneMatch(owner -> write.policyUid().equals(owner.getUid()))) {
      owners.add(
          new OwnerReferenceBuilder()
              .withApiVersion(ApiNames.API_VERSION)
              .withKind("SecretPolicy")
              .withName(write.policy().name())
              .withUid(write.policyUid())
              .withController(
                  owners.stream().noneMatch(owner -> Boolean.TRUE.equals(owner.getController()))
                      ? true
                      : null)
              .build());
    }
    return owners;
  }

  private static Map<String, String> encoded(Map<String, SecretMaterial> data) {
    Map<String, String> encoded = new HashMap<>();
    data.forEach(
        (key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value.reveal())));
    return encoded;
  }

  /** Translated by code: a message of the API server may echo a value. */
  private static WriteOutcome failure(TargetWrite write, KubernetesClientException e) {
    String name = write.desired().name();
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_UNAUTHORIZED ->
          new WriteOutcome.Refused(
              Diagnosis.of(
                  Reason.AccessDenied,
                  "Kubernetes does not let the operator write Secret %s in namespace %s: a quota or admission policy, or missing rights of the"
                      + " operator's account.",
                  name,
                  write.policy().namespace()));
      case 422, HttpURLConnection.HTTP_BAD_REQUEST ->
          new WriteOutcome.Refused(
              Diagnosis.of(
                  Reason.InvalidSpec,
                  "Kubernetes does not accept Secret %s: check its name, type and keys.",
                  name));
      case HttpURLConnection.HTTP_ENTITY_TOO_LARGE ->
          new WriteOutcome.Refused(
              Diagnosis.of(
                  Reason.TargetTooLarge, "Secret %s is larger than Kubernetes accepts.", name));
      default -> new WriteOutcome.Retry("writing the target failed with code " + e.getCode());
    };
  }
}
