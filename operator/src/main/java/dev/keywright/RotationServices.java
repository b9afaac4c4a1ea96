package dev.keywright;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.config.OperatorSettings;
import dev.keywright.core.FaultPoint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.ObjectKey;
import dev.keywright.kube.KubeRotationJournal;
import dev.keywright.policy.PolicyDirectory;
import dev.keywright.policy.RotationConcern;
import dev.keywright.rollout.ConsumerObserver;
import dev.keywright.rollout.Consumers;
import dev.keywright.rotation.DriverCatalog;
import dev.keywright.rotation.Installation;
import dev.keywright.rotation.JournalWriter;
import dev.keywright.rotation.RetryDelays;
import dev.keywright.rotation.RotatedObjectAccess;
import dev.keywright.rotation.RotationEventSource;
import dev.keywright.rotation.RotationExecutor;
import dev.keywright.rotation.RotationFlow;
import dev.keywright.rotation.RotationObserver;
import dev.keywright.rotation.RotationSettingsReader;
import dev.keywright.rotation.RunJournal;
import dev.keywright.rotation.SecretRotationReconciler;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import dev.keywright.rotation.trigger.StandingReport;
import dev.keywright.rotation.trigger.TriggerFlow;
import dev.keywright.rotation.trigger.TriggerPlan;
import dev.keywright.sync.CommittedVersions;
import dev.keywright.sync.PolicySources;
import dev.keywright.trail.RotationOutbox;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything about rotations: the runs, their flow, the trigger, the reconciler. */
final class RotationServices implements RotationConcern {
  private final RunDirectory runs;
  private final Neighbours neighbours;
  private final RotationEventSource events = new RotationEventSource();
  private final PrimaryCache<SecretRotation> cache = new PrimaryCache<>();
  private final TriggerFlow trigger;
  private final RotationFlow flow;
  private final InstantSource clock;

  /** Parts that rotation works with. */
  record Neighbours(PolicyServices policies, StoreServices stores, RotationOutbox outbox) {}

  /** What all parts share. */
  record Ground(
      OperatorSettings settings,
      KubernetesClient client,
      Fingerprinter fingerprinter,
      SecureRandom random,
      InstantSource clock) {}

  RotationServices(Ground ground, Neighbours neighbours, String installation) {
    this.neighbours = neighbours;
    this.clock = ground.clock();
    this.runs =
        new RunDirectory(
            ground.client(),
            neighbours.policies().directory(),
            ground.settings().installationClass(),
            neighbours.policies()::annotationOf);
    RotationSettingsReader settings =
        new RotationSettingsReader(
            new DriverCatalog(drivers(), new DriverEnvironment(ground.random())));
    Installation self = new Installation(installation, ground.settings().identity());
    RotatedObjectAccess access =
        new RotatedObjectAccess(neighbours.stores().connections(), ground.fingerprinter());
    FaultPoint faults = ServiceLoader.load(FaultPoint.class).findFirst().orElse(FaultPoint.NONE);
    this.trigger = new TriggerFlow(runs, settings, clock);
    this.flow =
        new RotationFlow(
            new RotationObserver(runs, settings, access, consumers(ground), self),
            new RotationExecutor(access, self, new RetryDelays(ground.random()), faults),
            new JournalWriter(
                new KubeRotationJournal(ground.client(), cache::remember, this::written),
                neighbours.outbox(),
                faults),
            runs,
            clock);
  }

  /** Without the right to look at workloads nobody is waited for. */
  private Consumers consumers(Ground ground) {
    return ground.settings().consumersEnabled()
        ? new ConsumerObserver(
            ground.client(),
            neighbours.policies().workloads(),
            clock,
            ground.settings().kubeletSyncBound())
        : Consumers.unseen();
  }

  void register(
      Operator operator, Consumer<ControllerConfigurationOverrider<SecretRotation>> settings) {
    cache.attach(
        operator.register(new SecretRotationReconciler(flow, events, runs::attach), settings));
  }

  CommittedVersions commits() {
    return runs;
  }

  @Override
  public Part look(SecretPolicy policy, List<Condition> conditions) {
    wakeRunsOf(policy);
    TriggerPlan plan = trigger.look(policy);
    Long generation = policy.getMetadata().getGeneration();
    return new Part(
        plan.status(),
        plan.request(),
        StandingReport.of(
            plan.standing(),
            conditions,
            policy.getStatus() == null ? null : policy.getStatus().conditions(),
            generation == null ? 0 : generation,
            clock.instant()),
        plan.nextLook());
  }

  @Override
  public void written(SecretPolicy policy) {
    wakeRunsOf(policy);
  }

  /** A run has moved: its records may go, and every policy that shows its value looks again. */
  private void written(SecretRotation run) {
    neighbours.outbox().submit(run);
    neighbours.policies().events().wake(RunDirectory.policyOf(run));
    RunJournal.of(run)
        .object(run.getMetadata().getNamespace())
        .filter(object -> RunJournal.of(run).committedVersion().isPresent())
        .ifPresent(
            object ->
                PolicyDirectory.keysOf(runs.readersOf(object.store(), object.path()))
                    .forEach(neighbours.policies().events()::wake));
  }

  private void wakeRunsOf(SecretPolicy policy) {
    ObjectKey key =
        new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
    Stream.concat(
            runs.active(key),
            PolicySources.readable(key.namespace(), policy.getSpec()).stream()
                .flatMap(runs::active))
        .map(run -> new ObjectKey(run.getMetadata().getNamespace(), run.getMetadata().getName()))
        .distinct()
        .forEach(events::wake);
  }

  private static List<RotationDriverFactory<?>> drivers() {
    List<RotationDriverFactory<?>> found = new ArrayList<>();
    ServiceLoader.load(RotationDriverFactory.class).forEach(found::add);
    return found;
  }
}
