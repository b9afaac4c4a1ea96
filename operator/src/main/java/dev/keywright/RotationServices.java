package dev.keywright;

import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.config.OperatorSettings;
import dev.keywright.core.Fingerprinter;
import dev.keywright.policy.RotationConcern;
import dev.keywright.sync.CommittedVersions;
import dev.keywright.trail.RotationOutbox;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything about rotations. */
final class RotationServices {
  RotationServices(
      OperatorSettings settings,
      KubernetesClient client,
      Neighbours neighbours,
      Fingerprinter fingerprinter,
      String installation) {}

  record Neighbours(PolicyServices policies, StoreServices stores, RotationOutbox outbox) {}

  void register(
      Operator operator, Consumer<ControllerConfigurationOverrider<SecretRotation>> settings) {}

  CommittedVersions commits() {
    return (namespace, source) -> Optional.empty();
  }

  RotationConcern concern() {
    return (policy, conditions) ->
        new RotationConcern.Part(null, null, conditions, Duration.ofHours(1));
  }
}
