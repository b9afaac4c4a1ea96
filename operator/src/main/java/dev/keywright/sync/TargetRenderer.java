package dev.keywright.sync;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretObject;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns fetched objects into the target that a policy asks for. Pure: the same spec and objects
 * always give the same bytes.
 */
final class TargetRenderer {
  private final String namespace;
  private final String policy;
  private final SecretPolicySpec spec;
  private final Map<SourceKey, SecretObject> objects;

  TargetRenderer(
      String namespace,
      String policy,
      SecretPolicySpec spec,
      Map<SourceKey, SecretObject> objects) {
    this.namespace = namespace;
    this.policy = policy;
    this.spec = spec;
    this.objects = objects;
  }

  /**
   * Renders; every object of {@link PolicySources#of} must be there, but for optional ones that the
   * store does not have.
   */
  RenderResult render() {
    FetchedValues fetched = new FetchedValues(namespace, spec, objects);
    return fetched
        .take()
        .<RenderResult>map(
            problem ->
                new RenderResult.Unrenderable(problem.diagnosis(), Optional.of(problem.source())))
        .orElseGet(() -> target(fetched));
  }

  private RenderResult target(FetchedValues fetched) {
    String type = TargetTypes.typeOf(spec);
    Map<String, SecretMaterial> data = fetched.values();
    return TargetTypes.problemOf(type, data)
        .or(() -> sizeProblem(data))
        .<RenderResult>map(problem -> new RenderResult.Unrenderable(problem, Optional.empty()))
        .orElseGet(
            () ->
                new RenderResult.Rendered(
                    new DesiredTarget(SpecRules.targetName(policy, spec), type, data),
                    fetched.missing()));
  }

  private static Optional<Diagnosis> sizeProblem(Map<String, SecretMaterial> data) {
    long bytes = data.values().stream().mapToLong(SecretMaterial::sizeBytes).sum();
    if (bytes <= DesiredTarget.MAX_BYTES) {
      return Optional.empty();
    }
    String largest =
        data.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> -entry.getValue().sizeBytes()))
            .limit(3)
            .map(entry -> entry.getKey() + " " + entry.getValue().sizeBytes())
            .collect(Collectors.joining(", "));
    return Optional.of(
        Diagnosis.of(
            Reason.TargetTooLarge,
            "The data has %d bytes, a Secret holds at most %d. Largest keys: %s. Split the policy.",
            bytes,
            DesiredTarget.MAX_BYTES,
            largest));
  }
}
