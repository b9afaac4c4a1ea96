package dev.keywright.rotation.trigger;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.rotation.RotatedObject;
import dev.keywright.rotation.RotationObjects;
import dev.keywright.rotation.RotationSettings;
import dev.keywright.rotation.RotationSettingsReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the picture that decides whether a policy's value is due. Thread-safe. */
final class TriggerObserver {
  private final RotationObjects objects;
  private final RotationSettingsReader settings;

  TriggerObserver(RotationObjects objects, RotationSettingsReader settings) {
    this.objects = objects;
    this.settings = settings;
  }

  /** The picture of {@code policy} at {@code now}. */
  TriggerObservation observe(SecretPolicy policy, Instant now) {
    var meta = policy.getMetadata();
    ObjectKey key = keyOf(policy);
    SecretPolicyStatus status = policy.getStatus();
    RequestsStatus requests = status == null ? null : status.requests();
    RotationSettings read = settings.read(key, policy.getSpec());
    return new TriggerObservation(
        key,
        meta.getUid(),
        Instant.parse(meta.getCreationTimestamp()),
        Optional.ofNullable(policy.getSpec()).map(SecretPolicySpec::rotation),
        read instanceof RotationSettings.Unfit(Diagnosis why) ? Optional.of(why) : Optional.empty(),
        status == null ? null : status.rotation(),
        requests == null ? null : requests.rotate(),
        annotation(policy, ApiNames.ROTATE_REQUESTED_AT),
        read instanceof RotationSettings.Fit fit ? valueOf(status, fit.object()) : Optional.empty(),
        objects.runsOf(key).stream().map(RunFacts::of).toList(),
        now);
  }

  static ObjectKey keyOf(SecretPolicy policy) {
    return new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }

  /** An annotation that says something. */
  static Optional<String> annotation(SecretPolicy policy, String name) {
    Map<String, String> annotations = policy.getMetadata().getAnnotations();
    return annotations == null
        ? Optional.empty()
        : Optional.ofNullable(annotations.get(name)).filter(text -> !text.isBlank());
  }

  /** Nothing before the first sync; a policy may rotate an object that it does not read. */
  private static Optional<TriggerObservation.Value> valueOf(
      @Nullable SecretPolicyStatus status, RotatedObject object) {
    if (status == null || status.sources() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new TriggerObservation.Value(
            status.sources().stream()
                .filter(row -> object.store().toString().equals(row.store()))
                .filter(row -> object.path().toString().equals(row.path()))
                .flatMap(row -> Stream.ofNullable(row.changedTime()))
                .findFirst()));
  }
}
