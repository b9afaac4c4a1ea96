package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.StoreKind;
import dev.keywright.api.v1alpha1.StoreRef;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which objects a policy reads. Leaves out what cannot be read as written. Pure. */
final class PolicyReads {
  private PolicyReads() {}

  /**
   * One entry of {@code data} or {@code dataFrom}.
   *
   * @param store the store
   * @param path the object
   * @param isPinned whether the entry names a version or a stage
   */
  record Read(StoreReference store, SecretPath path, boolean isPinned) {}

  /** Every entry, in the order of the spec. */
  static List<Read> of(String namespace, SecretPolicySpec spec) {
    List<Read> reads = new ArrayList<>();
    if (spec.dataFrom() != null) {
      for (var entry : spec.dataFrom()) {
        var from = entry.extract();
        if (from == null) {
          continue; // what is found is no object that a run could be about
        }
        read(namespace, spec, entry.storeRef(), from.mount(), from.path())
            .map(read -> pinned(read, from.version(), from.stage()))
            .ifPresent(reads::add);
      }
    }
    if (spec.data() != null) {
      for (var entry : spec.data()) {
        var from = entry.from();
        read(namespace, spec, entry.storeRef(), from.mount(), from.path())
            .map(read -> pinned(read, from.version(), from.stage()))
            .ifPresent(reads::add);
      }
    }
    return reads;
  }

  /** The store that {@code own} names or, without it, the policy; empty when neither does. */
  static Optional<StoreReference> storeOf(
      String namespace, SecretPolicySpec spec, @Nullable StoreRef own) {
    return Optional.ofNullable(own == null ? spec.storeRef() : own)
        .map(
            ref ->
                ref.kind() == StoreKind.ClusterSecretStore
                    ? StoreReference.cluster(ref.name())
                    : StoreReference.namespaced(namespace, ref.name()));
  }

  private static Optional<Read> read(
      String namespace,
      SecretPolicySpec spec,
      @Nullable StoreRef own,
      @Nullable String mount,
      String path) {
    Optional<String> mounts = Optional.ofNullable(mount);
    if (SecretPath.problemOf(path).or(() -> mounts.flatMap(SecretPath::problemOf)).isPresent()) {
      return Optional.empty();
    }
    return storeOf(namespace, spec, own)
        .map(store -> new Read(store, new SecretPath(mounts, path), false));
  }

  private static Read pinned(Read read, @Nullable String version, @Nullable String stage) {
    return new Read(read.store(), read.path(), version != null || stage != null);
  }
}
