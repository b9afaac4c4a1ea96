package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.StoreKind;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code rotation} block of a policy, filling in what it leaves out. Thread-safe. */
public final class RotationSettingsReader {
  private final DriverCatalog drivers;

  public RotationSettingsReader(DriverCatalog drivers) {
    this.drivers = drivers;
  }

  /** What {@code spec} says. No I/O. */
  public RotationSettings read(ObjectKey policy, @Nullable SecretPolicySpec spec) {
    RotationSpec rotation = spec == null ? null : spec.rotation();
    if (spec == null || rotation == null) {
      return unfit("SecretPolicy %s has no spec.rotation: add one to rotate its value.", policy);
    }
    return switch (drivers.open(rotation.driver())) {
      case DriverCatalog.Choice.Refused(Diagnosis diagnosis) ->
          new RotationSettings.Unfit(diagnosis);
      case DriverCatalog.Choice.Opened opened -> read(policy, spec, rotation, opened);
    };
  }

  private static RotationSettings read(
      ObjectKey policy,
      SecretPolicySpec spec,
      RotationSpec rotation,
      DriverCatalog.Choice.Opened opened) {
    List<PolicyReads.Read> reads = PolicyReads.of(policy.namespace(), spec);
    Optional<RotationSettings> problem = problemOf(rotation, reads);
    if (problem.isPresent()) {
      return problem.get();
    }
    SecretPath path = pathOf(rotation, reads);
    Optional<StoreReference> store = storeOf(policy, spec, rotation, reads, path);
    if (store.isEmpty()) {
      return unfit("spec.rotation names no store for %s: set spec.rotation.storeRef.", path);
    }
    if (reads.stream()
        .anyMatch(read -> read.isPinned() && read.path().path().equals(path.path()))) {
      return unfit(
          "spec.rotation must not be together with a pinned version: %s would never show the new"
              + " value.",
          path);
    }
    return new RotationSettings.Fit(
        new RotatedObject(store.get(), path, opened.driver().properties(), opened.name()),
        opened.driver());
  }

  private static Optional<RotationSettings> problemOf(
      RotationSpec rotation, List<PolicyReads.Read> reads) {
    if (rotation.storeRef() != null && rotation.storeRef().kind() == StoreKind.Unrecognized) {
      return Optional.of(unfit("spec.rotation.storeRef.kind is not known to this version."));
    }
    String path = rotation.path();
    if (path == null) {
      long objects =
          reads.stream().map(read -> read.store() + " " + read.path()).distinct().count();
      return objects == 1
          ? Optional.empty()
          : Optional.of(
              unfit(
                  "The policy reads %d objects: set spec.rotation.path to the one whose value is"
                      + " rotated.",
                  objects));
    }
    return SecretPath.problemOf(path)
        .or(() -> Optional.ofNullable(rotation.mount()).flatMap(SecretPath::problemOf))
        .or(
            () ->
                SecretPath.of(path).isReserved()
                    ? Optional.of("it is Keywright's own")
                    : Optional.empty())
        .map(problem -> unfit("spec.rotation.path cannot be used: %s.", problem));
  }

  private static SecretPath pathOf(RotationSpec rotation, List<PolicyReads.Read> reads) {
    if (rotation.path() == null) {
      return reads.getFirst().path();
    }
    Optional<String> mount =
        Optional.ofNullable(rotation.mount())
            .or(
                () ->
                    reads.stream()
                        .map(PolicyReads.Read::path)
                        .filter(path -> path.path().equals(rotation.path()))
                        .findFirst()
                        .flatMap(SecretPath::mount));
    return new SecretPath(mount, rotation.path());
  }

  private static Optional<StoreReference> storeOf(
      ObjectKey policy,
      SecretPolicySpec spec,
      RotationSpec rotation,
      List<PolicyReads.Read> reads,
      SecretPath path) {
    if (rotation.storeRef() != null) {
      return PolicyReads.storeOf(policy.namespace(), spec, rotation.storeRef());
    }
    return reads.stream()
        .filter(read -> read.path().equals(path))
        .map(PolicyReads.Read::store)
        .findFirst()
        .or(() -> PolicyReads.storeOf(policy.namespace(), spec, null));
  }

  private static RotationSettings unfit(String format, Object... identifiers) {
    return new RotationSettings.Unfit(Diagnosis.of(Reason.InvalidSpec, format, identifiers));
  }
}
