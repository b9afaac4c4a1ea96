package dev.keywright;

import dev.keywright.api.ApiNames;
import dev.keywright.config.OperatorSettings;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.ObjectKey;
import dev.keywright.fetch.SourceWatch;
import dev.keywright.kube.KubeTargetWriter;
import dev.keywright.kube.StrippedInformers;
import dev.keywright.kube.TargetCache;
import dev.keywright.kube.TargetReader;
import dev.keywright.kube.WorkloadPatcher;
import dev.keywright.policy.PolicyDirectory;
import dev.keywright.policy.PolicyEventSource;
import dev.keywright.policy.PolicyFlow;
import dev.keywright.policy.PolicyRollout;
import dev.keywright.policy.PolicyTrail;
import dev.keywright.policy.RotationConcern;
import dev.keywright.policy.SecretPolicyReconciler;
import dev.keywright.rollout.WorkloadIndex;
import dev.keywright.sync.CommittedVersions;
import dev.keywright.sync.SyncFlow;
import dev.keywright.sync.SyncObserver;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Everything about policies: targets, workloads, the flow, the reconciler. */
final class PolicyServices implements AutoCloseable {
  private final PolicyDirectory directory;
  private final PolicyEventSource events;
  private final StrippedInformers<Secret> targetInformers;
  private final TargetCache targets;
  private final TargetReader reader;
  private final WorkloadIndex workloads;
  private final KubernetesClient client;
  private final OperatorSettings settings;

  PolicyServices(OperatorSettings settings, KubernetesClient client, Fingerprinter fingerprinter) {
    this.settings = settings;
    this.client = client;
    this.directory = new PolicyDirectory();
    this.events = new PolicyEventSource();
    this.reader = new TargetReader(fingerprinter);
    this.targetInformers =
        new StrippedInformers<>(
            targetScopes(client, settings.watchNamespaces()),
            () -> new TransformingItemStore<>(reader::strip));
    this.targets = new TargetCache(reader, targetInformers, this::targetChanged);
    this.workloads = new WorkloadIndex(client, settings.watchNamespaces(), this::workloadsChanged);
  }

  PolicyDirectory directory() {
    return directory;
  }

  PolicyEventSource events() {
    return events;
  }

  WorkloadIndex workloads() {
    return workloads;
  }

  /** What the flow needs from other parts. */
  record Neighbours(
      StoreServices stores,
      CommittedVersions commits,
      RotationConcern rotation,
      PolicyTrail trail) {}

  SecretPolicyReconciler reconciler(
      Neighbours neighbours,
      Fingerprinter fingerprinter,
      SecureRandom random,
      InstantSource clock) {
    SourceWatch watch = neighbours.stores().watch();
    SyncFlow sync =
        new SyncFlow(
            neighbours.stores().fetcher(),
            new KubeTargetWriter(client, reader, targets),
            fingerprinter,
            random,
            clock);
    PolicyRollout rollout = new PolicyRollout(workloads, new WorkloadPatcher(client));
    PolicyFlow flow =
        new PolicyFlow(
            new SyncObserver(targets, watch::health, neighbours.commits(), clock),
            sync,
            new PolicyFlow.Concerns(rollout, neighbours.rotation(), neighbours.trail()),
            watch);
    return new SecretPolicyReconciler(flow, directory, events, settings.installationClass());
  }

  /** Fills the caches of targets and workloads. */
  CompletableFuture<Void> start() {
    CompletableFuture<Void> targetsKnown = targetInformers.start(targets);
    return settings.consumersEnabled()
        ? CompletableFuture.allOf(targetsKnown, workloads.start())
        : targetsKnown;
  }

  /** An annotation of the target {@code name}, as the informer knows it. */
  Optional<String> annotationOf(ObjectKey name, String annotation) {
    return targetInformers
        .find(name)
        .flatMap(target -> Optional.ofNullable(target.getMetadata().getAnnotations()))
        .flatMap(annotations -> Optional.ofNullable(annotations.get(annotation)));
  }

  boolean isWatching() {
    return targetInformers.isWatching();
  }

  @Override
  public void close() {
    targetInformers.close();
    workloads.close();
  }

  private static Map<String, Informable<Secret>> targetScopes(
      KubernetesClient client, Set<String> namespaces) {
    var all = client.secrets();
    if (namespaces.isEmpty()) {
      return Map.of(
          StrippedInformers.EVERYWHERE,
          all.inAnyNamespace().withLabel(ApiNames.MANAGED_BY, ApiNames.MANAGED_BY_VALUE));
    }
    Map<String, Informable<Secret>> scopes = new HashMap<>();
    namespaces.forEach(
        name ->
            scopes.put(
                name,
                all.inNamespace(name).withLabel(ApiNames.MANAGED_BY, ApiNames.MANAGED_BY_VALUE)));
    return scopes;
  }

  private void targetChanged(Secret target) {
    if (!events.isHeard()) {
      return;
    }
    var meta = target.getMetadata();
    String policy =
        meta.getAnnotations() == null ? null : meta.getAnnotations().get(ApiNames.TARGET_POLICY);
    if (policy != null) {
      events.wake(new ObjectKey(meta.getNamespace(), policy));
    }
    PolicyDirectory.keysOf(directory.writersOf(meta.getNamespace(), meta.getName()))
        .forEach(events::wake);
  }

  private void workloadsChanged(String namespace, Set<String> secrets) {
    if (!events.isHeard()) {
      return;
    }
    for (String secret : secrets) {
      PolicyDirectory.keysOf(directory.writersOf(namespace, secret)).forEach(events::wake);
    }
  }
}
