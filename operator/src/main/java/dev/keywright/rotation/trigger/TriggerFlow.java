package dev.keywright.rotation.trigger;

import dev.keywright.api.ApiNames;
import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.PolicyRef;
import dev.keywright.api.v1alpha1.RequestsStatus;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.rotation.RotationObjects;
import dev.keywright.rotation.RotationSettings;
import dev.keywright.rotation.RotationSettingsReader;
import dev.keywright.rotation.RunIdentity;
import dev.keywright.rotation.RunJournal;
import dev.keywright.rotation.RunName;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes, plans and creates the run that is due. Thread-safe. */
public final class TriggerFlow {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerFlow.class);
  private static final int LABEL_CHARACTERS = 63;

  private final RotationObjects objects;
  private final RotationSettingsReader settings;
  private final InstantSource clock;

  public TriggerFlow(
      RotationObjects objects, RotationSettingsReader settings, InstantSource clock) {
    this.objects = objects;
    this.settings = settings;
    this.clock = clock;
  }

  /** Starts what is due for {@code policy}; empty when it has no rotation. */
  public Optional<TriggerPlan> look(SecretPolicy policy) {
    RotationSpec spec = policy.getSpec() == null ? null : policy.getSpec().rotation();
    if (spec == null) {
      return Optional.empty();
    }
    TriggerPlan plan = TriggerPlanner.plan(observe(policy, spec));
    plan.start().ifPresent(key -> start(policy, key));
    return Optional.of(plan);
  }

  private TriggerObservation observe(SecretPolicy policy, RotationSpec spec) {
    var meta = policy.getMetadata();
    ObjectKey key = new ObjectKey(meta.getNamespace(), meta.getName());
    SecretPolicyStatus status = policy.getStatus();
    RequestsStatus requests = status == null ? null : status.requests();
    return new TriggerObservation(
        key,
        meta.getUid(),
        Instant.parse(meta.getCreationTimestamp()),
        spec,
        unfit(key, policy),
        status == null ? null : status.rotation(),
        requests == null ? null : requests.rotate(),
        annotation(policy, ApiNames.ROTATE_REQUESTED_AT),
        valueMadeAt(status, spec),
        objects.runsOf(key).stream().map(TriggerFlow::factsOf).toList(),
        clock.instant());
  }

  private Optional<Diagnosis> unfit(ObjectKey key, SecretPolicy policy) {
    return switch (settings.read(key, policy.getSpec())) {
      case RotationSettings.Fit fit -> Optional.empty();
      case RotationSettings.Unfit(Diagnosis diagnosis) -> Optional.of(diagnosis);
    };
  }

  private static Optional<Instant> valueMadeAt(
      @Nullable SecretPolicyStatus status, RotationSpec spec) {
    List<SourceStatus> rows =
        status == null || status.sources() == null ? List.of() : status.sources();
    return rows.stream()
        .filter(row -> spec.path() == null || Objects.equals(row.path(), spec.path()))
        .map(SourceStatus::changedTime)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  private static RunFacts factsOf(SecretRotation run) {
    RunJournal journal = RunJournal.of(run);
    RunIdentity identity = RunIdentity.of(run);
    List<Condition> conditions = journal.status().conditions();
    return new RunFacts(
        identity.run().name(),
        identity.triggerKey(),
        stageOf(journal),
        identity.createdAt(),
        Optional.ofNullable(journal.status().finishedTime()),
        message(conditions, "Held"),
        message(conditions, "Failed"));
  }

  private static RunFacts.Stage stageOf(RunJournal journal) {
    if (journal.isEnded()) {
      return journal.status().outcome() == RotationOutcome.Done
          ? RunFacts.Stage.DONE
          : RunFacts.Stage.ENDED_WITHOUT_VALUE;
    }
    return journal.isBlank() ? RunFacts.Stage.QUEUED : RunFacts.Stage.UNDER_WAY;
  }

  private static Optional<String> message(@Nullable List<Condition> conditions, String type) {
    return ConditionSet.find(conditions, type)
        .filter(condition -> condition.status().equals("True"))
        .map(Condition::message);
  }

  private void start(SecretPolicy policy, String triggerKey) {
    ObjectKey key =
        new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
    SecretRotation run = new SecretRotation();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(key.namespace())
            .withName(RunName.of(key, triggerKey))
            .withLabels(Map.of(ApiNames.ROTATION_POLICY_LABEL, label(key.name())))
            .build());
    run.setSpec(
        new SecretRotationSpec(
            new PolicyRef(key.name()),
            annotation(policy, ApiNames.ROTATE_REASON).orElse(null),
            annotation(policy, ApiNames.ROTATE_REQUESTED_BY).orElse(null),
            triggerKey));
    switch (objects.create(run)) {
      case RotationObjects.Creation.Created created ->
          LOG.atInfo()
              .addKeyValue("policy", key)
              .addKeyValue("trigger", triggerKey)
              .log("A rotation begins");
      case RotationObjects.Creation.AlreadyExists exists ->
          LOG.atDebug().addKeyValue("policy", key).log("The rotation exists already");
      case RotationObjects.Creation.Refused(Diagnosis why) ->
          LOG.atWarn().addKeyValue("policy", key).log(why.message());
    }
  }

  private static String label(String name) {
    return name.length() <= LABEL_CHARACTERS
        ? name
        : name.substring(0, LABEL_CHARACTERS).replaceAll("[^A-Za-z0-9]+$", "");
  }

  private static Optional<String> annotation(SecretPolicy policy, String name) {
    Map<String, String> annotations = policy.getMetadata().getAnnotations();
    return annotations == null
        ? Optional.empty()
        : Optional.ofNullable(annotations.get(name)).filter(text -> !text.isBlank());
  }
}
