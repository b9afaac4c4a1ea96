package dev.keywright.rotation.trigger;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.PolicyRef;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.rotation.RotationObjects;
import dev.keywright.rotation.RotationSettingsReader;
import dev.keywright.rotation.RunName;
import dev.keywright.rotation.TriggerKeys;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes, plans and creates the run that is due. Thread-safe. */
public final class TriggerFlow {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerFlow.class);
  private static final int LABEL_CHARACTERS = 63;

  /** What the schema of a SecretRotation lets through. */
  private static final int REASON_CHARACTERS = 1024;

  private static final int ACTOR_CHARACTERS = 253;

  private final RotationObjects objects;
  private final TriggerObserver observer;
  private final InstantSource clock;

  public TriggerFlow(
      RotationObjects objects, RotationSettingsReader settings, InstantSource clock) {
    this.objects = objects;
    this.observer = new TriggerObserver(objects, settings);
    this.clock = clock;
  }

  /** Starts what is due for {@code policy} and tells how its rotation stands. */
  public TriggerPlan look(SecretPolicy policy) {
    TriggerPlan plan = TriggerPlanner.plan(observer.observe(policy, clock.instant()));
    return plan.start()
        .flatMap(key -> start(policy, key))
        .map(why -> TriggerPlanner.blocked(plan, why))
        .orElse(plan);
  }

  /** Creates the run; a diagnosis when that is refused. */
  private Optional<Diagnosis> start(SecretPolicy policy, String triggerKey) {
    ObjectKey key = TriggerObserver.keyOf(policy);
    return switch (objects.create(runOf(policy, key, triggerKey))) {
      case RotationObjects.Creation.Created created -> {
        LOG.atInfo()
            .addKeyValue("policy", key)
            .addKeyValue("trigger", triggerKey)
            .log("A rotation begins");
        yield Optional.empty();
      }
      case RotationObjects.Creation.AlreadyExists exists -> {
        LOG.atDebug().addKeyValue("policy", key).log("The rotation exists already");
        yield Optional.empty();
      }
      case RotationObjects.Creation.Refused(Diagnosis why) -> {
        LOG.atWarn().addKeyValue("policy", key).log(why.message());
        yield Optional.of(why);
      }
    };
  }

  /** Who asked and why belong to a request; a slot of the schedule has neither. */
  private static SecretRotation runOf(SecretPolicy policy, ObjectKey key, String triggerKey) {
    boolean isAsked = TriggerKeys.isRequest(triggerKey);
    Optional<String> reason = TriggerObserver.annotation(policy, ApiNames.ROTATE_REASON);
    Optional<String> actor = TriggerObserver.annotation(policy, ApiNames.ROTATE_REQUESTED_BY);
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
            reason.filter(text -> isAsked).map(text -> cut(text, REASON_CHARACTERS)).orElse(null),
            actor.filter(text -> isAsked).map(text -> cut(text, ACTOR_CHARACTERS)).orElse(null),
            triggerKey));
    return run;
  }

  private static String label(String name) {
    return cut(name, LABEL_CHARACTERS).replaceAll("[^A-Za-z0-9]+$", "");
  }

  /** At most {@code characters} of {@code text}, and no half of a surrogate pair. */
  private static String cut(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(characters - 1));
    return text.substring(0, splits ? characters - 1 : characters);
  }
}
