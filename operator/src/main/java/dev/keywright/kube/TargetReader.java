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
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Secrets as targets. In caches a Secret is kept without its values: {@link #strip} puts a
 * fingerprint in their place. Thread-safe.
 */
public final class TargetReader {
  /** On cached copies only: fingerprint of the data that was stripped. */
  private static final String CACHED_CONTENT = "cache." + ApiNames.GROUP + "/content";

  /** On cached copies only: the field manager of the last edit, when that was not ours. */
  private static final String CACHED_EDITOR = "cache." + ApiNames.GROUP + "/editor";

  /** On cached copies only: when the API server took our last write. */
  private static final String CACHED_WRITTEN = "cache." + ApiNames.GROUP + "/written";

  private final Fingerprinter fingerprinter;

  public TargetReader(Fingerprinter fingerprinter) {
    this.fingerprinter = fingerprinter;
  }

  /** A copy of {@code secret} that holds no value: what a cache may keep. */
  public Secret strip(Secret secret) {
    ObjectMeta meta = secret.getMetadata();
    Map<String, String> annotations = new HashMap<>(orEmpty(meta.getAnnotations()));
    annotations.computeIfPresent(ApiNames.LAST_APPLIED, (name, values) -> "");
    annotations.put(CACHED_CONTENT, contentOf(secret).toString());
    annotations.remove(CACHED_EDITOR);
    editorOf(meta).ifPresent(editor -> annotations.put(CACHED_EDITOR, editor));
    annotations.remove(CACHED_WRITTEN);
    writtenAt(secret).ifPresent(time -> annotations.put(CACHED_WRITTEN, time.toString()));
    return new SecretBuilder(secret)
        .withData(Map.of())
        .withStringData(null)
        .editMetadata()
        .withManagedFields()
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }

  /**
   * The Secret that {@code stripped} is a copy of, without its data and managed fields; empty when
   * it held more that was stripped and must be kept.
   */
  static Optional<Secret> withoutData(Secret stripped) {
    Map<String, String> annotations =
        new HashMap<>(orEmpty(stripped.getMetadata().getAnnotations()));
    if (annotations.containsKey(ApiNames.LAST_APPLIED)) {
      return Optional.empty();
    }
    annotations.remove(CACHED_CONTENT);
    annotations.remove(CACHED_EDITOR);
    annotations.remove(CACHED_WRITTEN);
    return Optional.of(
        new SecretBuilder(stripped)
            .editMetadata()
            .withAnnotations(annotations)
            .endMetadata()
            .build());
  }

  /**
   * {@code stripped}, made by {@link #strip}, as the target of the policy with this name and uid.
   */
  public LiveTarget read(Secret stripped, String policy, String policyUid) {
    ObjectMeta meta = stripped.getMetadata();
    Map<String, String> annotations = orEmpty(meta.getAnnotations());
    Fingerprint content = Fingerprint.parse(annotations.getOrDefault(CACHED_CONTENT, ""));
    Optional<Evidence> evidence = evidenceOf(annotations);
    boolean isLabelled =
        ApiNames.MANAGED_BY_VALUE.equals(orEmpty(meta.getLabels()).get(ApiNames.MANAGED_BY));
    boolean isNamed = policy.equals(annotations.get(ApiNames.TARGET_POLICY));
    boolean isOwned = TargetOwners.isOwnedBy(meta, policyUid);
    boolean isLeftBehind =
        isNamed
            && TargetOwners.hadNoOtherOwner(meta, policy)
            && evidence.filter(ours -> ours.fingerprint().equals(content)).isPresent();
    return new LiveTarget(
        meta.getName(),
        meta.getUid(),
        meta.getResourceVersion(),
        stripped.getType() == null ? "Opaque" : stripped.getType(),
        Boolean.TRUE.equals(stripped.getImmutable()),
        content,
        evidence,
        isOwned || isLeftBehind ? new Owner.Us() : new Owner.Foreign(TargetOwners.describe(meta)),
        isOwned && isLabelled && isNamed,
        Optional.ofNullable(annotations.get(CACHED_WRITTEN)).map(Instant::parse),
        Optional.ofNullable(annotations.get(CACHED_EDITOR)));
  }

  /**
   * When the API server took our last write of {@code secret}, by its own clock, cut to whole
   * seconds; empty when it does not say.
   */
  static Optional<Instant> writtenAt(Secret secret) {
    return secret.getMetadata().getManagedFields().stream()
        .filter(entry -> ApiNames.FIELD_MANAGER.equals(entry.getManager()))
        .map(ManagedFieldsEntry::getTime)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .max(Comparator.naturalOrder());
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

  private static Optional<Evidence> evidenceOf(Map<String, String> annotations) {
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
