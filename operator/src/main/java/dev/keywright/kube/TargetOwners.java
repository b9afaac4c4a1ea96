package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.ArrayList;
import java.util.List;

/** The owner references of a target. Pure. */
final class TargetOwners {
  private static final String KIND = "SecretPolicy";

  private TargetOwners() {}

  static boolean isOwnedBy(ObjectMeta meta, String uid) {
    return of(meta).stream().anyMatch(owner -> uid.equals(owner.getUid()));
  }

  /**
   * Whether nobody but a policy of this name ever owned it: its reference was taken away, or names
   * an earlier life of the policy.
   */
  static boolean hadNoOtherOwner(ObjectMeta meta, String policy) {
    return of(meta).stream().allMatch(owner -> isPolicy(owner, policy));
  }

  /** For people. */
  static String describe(ObjectMeta meta) {
    return of(meta).stream()
        .findFirst()
        .map(
            owner ->
                (owner.getKind().equals(KIND) ? "secpol" : owner.getKind()) + "/" + owner.getName())
        .orElse("nobody that Keywright knows");
  }

  /** The references with ours among them, and none to an earlier life of the policy. */
  static List<OwnerReference> withOurs(ObjectMeta meta, String policy, String uid) {
    List<OwnerReference> owners = new ArrayList<>(of(meta));
    owners.removeIf(owner -> isPolicy(owner, policy) && !uid.equals(owner.getUid()));
    if (owners.stream().noneMatch(owner -> uid.equals(owner.getUid()))) {
      boolean isControlled =
          owners.stream().anyMatch(owner -> Boolean.TRUE.equals(owner.getController()));
      owners.add(
          new OwnerReferenceBuilder()
              .withApiVersion(ApiNames.API_VERSION)
              .withKind(KIND)
              .withName(policy)
              .withUid(uid)
              .withController(isControlled ? null : true)
              .build());
    }
    return owners;
  }

  private static boolean isPolicy(OwnerReference owner, String policy) {
    return KIND.equals(owner.getKind())
        && policy.equals(owner.getName())
        && owner.getApiVersion() != null
        && owner.getApiVersion().startsWith(ApiNames.GROUP + "/");
  }

  private static List<OwnerReference> of(ObjectMeta meta) {
    return meta.getOwnerReferences() == null ? List.of() : meta.getOwnerReferences();
  }
}
