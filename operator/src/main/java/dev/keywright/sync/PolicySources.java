package dev.keywright.sync;

import dev.keywright.api.v1alpha1.DataFromSource;
import dev.keywright.api.v1alpha1.DataSource;
import dev.keywright.api.v1alpha1.FindSource;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.StoreKind;
import dev.keywright.api.v1alpha1.StoreRef;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.FindQuery;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which objects a policy reads. Pure; expects a spec for which {@link SpecRules} found nothing. */
public final class PolicySources {
  private PolicySources() {}

  /** Every object that the policy reads, once each, in the order of the spec. */
  public static Set<SourceKey> of(String namespace, SecretPolicySpec spec) {
    Set<SourceKey> keys = new LinkedHashSet<>();
    dataFrom(spec).forEach(entry -> keys.add(keyOf(namespace, spec, entry)));
    data(spec).forEach(entry -> keys.add(keyOf(namespace, spec, entry)));
    return keys;
  }

  /** The objects that may be absent: every entry that reads them is optional. */
  static Set<SourceKey> optional(String namespace, SecretPolicySpec spec) {
    Set<SourceKey> optional = new LinkedHashSet<>(of(namespace, spec));
    dataFrom(spec).stream()
        .filter(entry -> !isOptional(entry.optional()))
        .forEach(entry -> optional.remove(keyOf(namespace, spec, entry)));
    data(spec).stream()
        .filter(entry -> !isOptional(entry.optional()))
        .forEach(entry -> optional.remove(keyOf(namespace, spec, entry)));
    return optional;
  }

  static boolean isOptional(@Nullable Boolean optional) {
    return Boolean.TRUE.equals(optional);
  }

  /** Every object, for any spec: nothing for one that cannot be carried out. */
  public static Set<SourceKey> readable(String namespace, @Nullable SecretPolicySpec spec) {
    return spec != null && SpecRules.problemOf(spec).isEmpty() ? of(namespace, spec) : Set.of();
  }

  /** Name of the Secret that the policy writes. */
  public static String targetOf(String policy, @Nullable SecretPolicySpec spec) {
    return spec == null ? policy : SpecRules.targetName(policy, spec);
  }

  static SourceKey keyOf(String namespace, SecretPolicySpec spec, DataSource entry) {
    return key(
        storeOf(namespace, spec, entry.storeRef()),
        entry.from().mount(),
        entry.from().path(),
        entry.from().version(),
        entry.from().stage());
  }

  static SourceKey keyOf(String namespace, SecretPolicySpec spec, DataFromSource entry) {
    var extract = entry.extract();
    if (extract == null) {
      return SourceKey.finding(
          storeOf(namespace, spec, entry.storeRef()), queryOf(namespace, entry));
    }
    return key(
        storeOf(namespace, spec, entry.storeRef()),
        extract.mount(),
        extract.path(),
        extract.version(),
        extract.stage());
  }

  private static FindQuery queryOf(String namespace, DataFromSource entry) {
    FindSource find = entry.find();
    if (find == null) {
      throw new IllegalArgumentException("an entry without extract and find was let through");
    }
    return new FindQuery(
        namespace,
        folderOf(find),
        Optional.ofNullable(find.name()),
        find.tags() == null ? Map.of() : find.tags());
  }

  /** The path without the slash that may be at its end. */
  static Optional<String> folderOf(FindSource find) {
    return Optional.ofNullable(find.path())
        .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  static List<DataSource> data(SecretPolicySpec spec) {
    return spec.data() == null ? List.of() : spec.data();
  }

  static List<DataFromSource> dataFrom(SecretPolicySpec spec) {
    return spec.dataFrom() == null ? List.of() : spec.dataFrom();
  }

  /** The store that {@code own} or, without it, the policy names. */
  public static StoreReference storeOf(
      String namespace, SecretPolicySpec spec, @Nullable StoreRef own) {
    StoreRef ref = own == null ? spec.storeRef() : own;
    if (ref == null) {
      throw new IllegalArgumentException("a source without a store was let through");
    }
    return ref.kind() == StoreKind.ClusterSecretStore
        ? StoreReference.cluster(ref.name())
        : StoreReference.namespaced(namespace, ref.name());
  }

  private static SourceKey key(
      StoreReference store,
      @Nullable String mount,
      String path,
      @Nullable String version,
      @Nullable String stage) {
    VersionSelector selector = VersionSelector.current();
    if (version != null) {
      selector = new VersionSelector.Pinned(version);
    } else if (stage != null) {
      selector = new VersionSelector.Staged(stage);
    }
    return new SourceKey(store, new SecretPath(Optional.ofNullable(mount), path), selector);
  }
}
