package dev.keywright.kube;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.LiveTarget;
import dev.keywright.sync.LiveTarget.Owner;
import dev.keywright.sync.TargetWrite;
import dev.keywright.sync.WriteOutcome;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a target is not written, for people. Names what is there, never values. Pure. */
final class TargetRefusals {
  private static final int UNPROCESSABLE = 422;

  /**
   * Cause of a refused create in a namespace that is going (API machinery, NamespaceTerminating).
   */
  private static final String TERMINATING = "NamespaceTerminating";

  private static final int MOST_NAMES = 10;

  private TargetRefusals() {}

  /** What Kubernetes does not let us change in place; empty when it does. */
  static Optional<Diagnosis> held(TargetWrite write, LiveTarget live) {
    if (!live.type().equals(write.desired().type())) {
      return Optional.of(
          Diagnosis.of(
              Reason.RecreateHeld,
              "Secret %s has type %s and must have %s, which Kubernetes allows only by delete and"
                  + " create. Delete it by hand; it is made again at once.",
              live.name(),
              live.type(),
              write.desired().type()));
    }
    return live.immutable() && !live.content().equals(write.fingerprint())
        ? Optional.of(
            Diagnosis.of(
                Reason.RecreateHeld,
                "Secret %s is immutable. Delete it by hand; it is made again at once.",
                live.name()))
        : Optional.empty();
  }

  /** The Secret is not ours, and may not be taken over as it is. */
  static Diagnosis foreign(TargetWrite write, Owner.Foreign owner, Secret existing) {
    String way =
        write.adopt() == Adopt.IfSame
            ? "it differs from what would be written in "
                + difference(write, existing)
                + "; make them equal, delete it or choose another target.name."
            : "delete it, choose another target.name, or set target.adopt: IfSame if it holds the"
                + " same values.";
    return Diagnosis.of(
        Reason.TargetConflict,
        "Secret %s exists and belongs to %s: %s",
        write.desired().name(),
        owner.description(),
        way);
  }

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
    int more = names.size() - MOST_NAMES;
    return String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** What the API server's answer means, by its code and cause: its message may echo a value. */
  static WriteOutcome failure(TargetWrite write, KubernetesClientException e) {
    String name = write.desired().name();
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND ->
          new WriteOutcome.Retry("the target changed while it was written");
      case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_UNAUTHORIZED ->
          isTerminating(e.getStatus())
              ? new WriteOutcome.Retry("the namespace is being deleted")
              : refused(
                  Reason.AccessDenied,
                  "Kubernetes does not let the operator write Secret %s in namespace %s: a quota"
                      + " or admission policy, or missing rights of the operator's account.",
                  name,
                  write.policy().namespace());
      case UNPROCESSABLE, HttpURLConnection.HTTP_BAD_REQUEST ->
          refused(
              Reason.InvalidSpec,
              "Kubernetes does not accept Secret %s: check its name, type and keys.",
              name);
      case HttpURLConnection.HTTP_ENTITY_TOO_LARGE ->
          refused(Reason.TargetTooLarge, "Secret %s is larger than Kubernetes accepts.", name);
      default ->
          new WriteOutcome.Unavailable(
              Diagnosis.of(
                  Reason.ProviderUnavailable,
                  "Kubernetes does not take the write of Secret %s now (code %d); it is tried"
                      + " again.",
                  name,
                  e.getCode()));
    };
  }

  private static WriteOutcome refused(Reason reason, String format, Object... identifiers) {
    return new WriteOutcome.Refused(Diagnosis.of(reason, format, identifiers));
  }

  private static boolean isTerminating(@Nullable Status status) {
    return status != null
        && status.getDetails() != null
        && status.getDetails().getCauses().stream()
            .anyMatch(cause -> TERMINATING.equals(cause.getReason()));
  }
}
