package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.LiveTarget;
import dev.keywright.sync.LiveTarget.Evidence;
import dev.keywright.sync.LiveTarget.Owner;
import dev.keywright.sync.TargetScope;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Secrets as targets. In caches a Secret is kept without its data: {@link #strip} puts a
 * fingerprint in their place. Thread-safe.
 */
public final class TargetReader {
  /** On cached copies only: fingerprint of the data that was stripped. */
  private static final String CACHED_CONTENT = "cache." + ApiNames.GROUP + "/content";

  /** On cached copies only: the field manager of the last edit, when that was not ours. */
  private static final String CACHED_EDITOR = "cache." + ApiNames.GROUP + "/editor";

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final Fingerprinter fingerprinter;

  public TargetReader(Fingerprinter fingerprinter) {
    this.fingerprinter = fingerprinter;
  }

  /** A copy of {@code secret} that holds no value: what a cache may keep. */
  public Secret strip(Secret secret) {
    ObjectMeta meta = secret.getMetadata();
    Map<String, String> annotations = new HashMap<>(orEmpty(meta.getAnnotations()));
    annotations.remove(LAST_APPLIED);
    annotations.put(CACHED_CONTENT, contentOf(secret).toString());
    editorOf(meta).ifPresent(editor -> annotations.put(CACHED_EDITOR, editor));
    return new SecretBuilder(secret)
        .withData(Map.of())
        .withStringData(null)
        .editMetadata()
        .withManagedFields()
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }

  /** {@code secret} as the target of the policy with this name and uid. */
  public LiveTarget read(Secret secret, String policy, String policyUid) {
    ObjectMeta meta = secret.getMetadata();
    String content = orEmpty(meta.getAnnotations()).get(CACHED_CONTENT);
    boolean ours = isOwnedBy(meta, policyUid);
    boolean labelled =
        ApiNames.MANAGED_BY_VALUE.equals(orEmpty(meta.getLabels()).get(ApiNames.MANAGED_BY));
    boolean named = policy.equals(orEmpty(meta.getAnnotations()).get(ApiNames.TARGET_POLICY));
    return new LiveTarget(
        meta.getName(),
        meta.getUid(),
        meta.getResourceVersion(),
        secret.getType() == null ? "Opaque" : secret.getType(),
        Boolean.TRUE.equals(secret.getImmutable()),
        content == null ? contentOf(secret) : Fingerprint.parse(content),
        evidenceOf(meta),
        ours ? new Owner.Us() : new Owner.Foreign(ownerText(meta)),
        ours && labelled && named,
        Optional.ofNullable(orEmpty(meta.getAnnotations()).get(CACHED_EDITOR))
            .or(() -> editorOf(meta)));
  }

  /** The data of {@code secret} as material. */
  static Map<String, SecretMaterial> materialOf(Secret secret) {
    Map<String, SecretMaterial> material = new HashMap<>();
    orEmpty(secret.getData())
        .forEach(
            (key, value) ->
                material.put(key, SecretMaterial.of(Base64.getDecoder().decode(value))));
    return material;
  }

  private Fingerprint contentOf(Secret secret) {
    ObjectMeta meta = secret.getMetadata();
    return fingerprinter.of(
        TargetScope.of(meta.getNamespace(), meta.getName()), materialOf(secret));
  }

  /** The newest of those who edited the object no earlier than we did; times are in seconds. */
  private static Optional<String> editorOf(ObjectMeta meta) {
    List<ManagedFieldsEntry> entries =
        meta.getManagedFields() == null ? List.of() : meta.getManagedFields();
    String ours =
        entries.stream()
            .filter(TargetReader::isOurs)
            .map(TargetReader::timeOf)
            .max(Comparator.naturalOrder())
            .orElse("");
    return entries.stream()
        .filter(entry -> !isOurs(entry) && timeOf(entry).compareTo(ours) >= 0)
        .max(Comparator.comparing(TargetReader::timeOf))
        .map(ManagedFieldsEntry::getManager);
  }

  private static boolean isOurs(ManagedFieldsEntry entry) {
    return ApiNames.FIELD_MANAGER.equals(entry.getManager());
  }

  /** RFC 3339 in UTC, so that later ones sort after earlier ones. */
  private static String timeOf(ManagedFieldsEntry entry) {
    return entry.getTime() == null ? "" : entry.getTime();
  }

  private static boolean isOwnedBy(ObjectMeta meta, String uid) {
    return owners(meta).stream().anyMatch(owner -> uid.equals(owner.getUid()));
  }

  private static List<OwnerReference> owners(ObjectMeta meta) {
    return meta.getOwnerReferences() == null ? List.of() : meta.getOwnerReferences();
  }

  private static String ownerText(ObjectMeta meta) {
    return owners(meta).stream()
        .findFirst()
        .map(
            owner ->
                (owner.getKind().equals("SecretPolicy") ? "secpol" : owner.getKind())
                    + "/"
                    + owner.getName())
        .orElse("nobody that Keywright knows");
  }

  private static Optional<Evidence> evidenceOf(ObjectMeta meta) {
    Map<String, String> annotations = orEmpty(meta.getAnnotations());
    String revision = annotations.getOrDefault(ApiNames.TARGET_REVISION, "");
    String fingerprint = annotations.getOrDefault(ApiNames.TARGET_FINGERPRINT, "");
    Optional<RevisionCause> cause =
        RevisionCause.named(annotations.getOrDefault(ApiNames.TARGET_CAUSE, ""));
    if (!Revision.isWellFormed(revision)
        || !Fingerprint.isWellFormed(fingerprint)
        || cause.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence(
            new Revision(revision),
            cause.get(),
            Fingerprint.parse(fingerprint),
            annotations.getOrDefault(ApiNames.TARGET_VERSION, "")));
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }
}
