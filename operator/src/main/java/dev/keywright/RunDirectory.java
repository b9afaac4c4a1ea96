package dev.keywright;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.SourceKey;
import dev.keywright.policy.PolicyDirectory;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.rotation.RotatedObject;
import dev.keywright.rotation.RotationObjects;
import dev.keywright.rotation.RunJournal;
import dev.keywright.sync.CommittedVersions;
import dev.keywright.sync.PolicySources;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All SecretRotations, by policy and by the object they rotate. Answers from the controller's
 * cache. Thread-safe.
 */
final class RunDirectory implements RotationObjects, CommittedVersions {
  private static final String BY_POLICY = "by-policy";
  private static final String BY_OBJECT = "by-object";

  private final KubernetesClient client;
  private final PolicyDirectory policies;
  private final String installationClass;
  private final BiFunction<ObjectKey, String, Optional<String>> targets;
  private volatile @Nullable IndexerResourceCache<SecretRotation> cache;

  /**
   * @param installationClass the class of policies to serve
   * @param targets the value of an annotation on the target of that name
   */
  RunDirectory(
      KubernetesClient client,
      PolicyDirectory policies,
      String installationClass,
      BiFunction<ObjectKey, String, Optional<String>> targets) {
    this.client = client;
    this.policies = policies;
    this.installationClass = installationClass;
    this.targets = targets;
  }

  void attach(IndexerResourceCache<SecretRotation> primaries) {
    primaries.addIndexers(
        Map.of(
            BY_POLICY,
            run -> List.of(policyOf(run).toString()),
            BY_OBJECT,
            RunDirectory::objectKeys));
    cache = primaries;
  }

  @Override
  public PolicyLookup policy(ObjectKey name) {
    return policies
        .find(name)
        .or(() -> live(name))
        .<PolicyLookup>map(
            found -> isOurs(found) ? new PolicyLookup.Found(found) : new PolicyLookup.Elsewhere())
        .orElseGet(PolicyLookup.Absent::new);
  }

  /** A cache that is not filled must not make a policy look deleted. */
  private Optional<SecretPolicy> live(ObjectKey name) {
    return Optional.ofNullable(
        client
            .resources(SecretPolicy.class)
            .inNamespace(name.namespace())
            .withName(name.name())
            .get());
  }

  private boolean isOurs(SecretPolicy policy) {
    String named = policy.getSpec() == null ? null : policy.getSpec().installationClass();
    return installationClass.equals(named == null ? "" : named);
  }

  @Override
  public Optional<String> shownRun(SecretPolicy policy) {
    String namespace = policy.getMetadata().getNamespace();
    String name = policy.getMetadata().getName();
    ObjectKey target = new ObjectKey(namespace, PolicySources.targetOf(name, policy.getSpec()));
    return targets
        .apply(target, ApiNames.TARGET_POLICY)
        .filter(name::equals)
        .flatMap(ours -> targets.apply(target, ApiNames.TARGET_ROTATION));
  }

  @Override
  public List<SecretRotation> runsOf(ObjectKey policy) {
    return by(BY_POLICY, policy.toString()).toList();
  }

  @Override
  public List<SecretPolicy> readersOf(StoreReference store, SecretPath path) {
    return policies.readersOf(store, path).stream()
        .filter(policy -> isOurs(policy) || hasTarget(policy))
        .toList();
  }

  private static boolean hasTarget(SecretPolicy policy) {
    return policy.getStatus() != null && policy.getStatus().target() != null;
  }

  @Override
  public Creation create(SecretRotation run) {
    try {
      return new Creation.Created(client.resource(run).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return new Creation.AlreadyExists();
      }
      return new Creation.Refused(
          Diagnosis.of(
              Reason.RotationFailed,
              "SecretRotation %s/%s could not be created, code %d: see the rights of the operator's account.",
              run.getMetadata().getNamespace(),
              run.getMetadata().getName(),
              e.getCode()));
    }
  }

  @Override
  public Optional<Commit> of(String namespace, SourceKey source) {
    return source.selector() instanceof VersionSelector.Current
        ? active(source)
            .filter(run -> RunJournal.of(run).committedVersion().isPresent())
            .max(Comparator.comparing(RunDirectory::createdAt))
            .flatMap(RunDirectory::commit)
        : Optional.empty();
  }

  /** Runs that are not over and rotate {@code source}. */
  Stream<SecretRotation> active(SourceKey source) {
    return by(BY_OBJECT, objectKey(source.store(), source.path()))
        .filter(run -> !RunJournal.of(run).isEnded());
  }

  /** Runs of {@code policy} that are not over. */
  Stream<SecretRotation> active(ObjectKey policy) {
    return by(BY_POLICY, policy.toString()).filter(run -> !RunJournal.of(run).isEnded());
  }

  private static Optional<Commit> commit(SecretRotation run) {
    return RunJournal.of(run)
        .committedVersion()
        .map(version -> new Commit(run.getMetadata().getName(), version));
  }

  /** The index may lag behind our own writes; the look-up by name does not. */
  private Stream<SecretRotation> by(String index, String key) {
    IndexerResourceCache<SecretRotation> primaries = cache;
    return primaries == null
        ? Stream.empty()
        : primaries.byIndex(index, key).stream()
            .map(run -> primaries.get(ResourceID.fromResource(run)).orElse(run));
  }

  static ObjectKey policyOf(SecretRotation run) {
    return new ObjectKey(run.getMetadata().getNamespace(), run.getSpec().policyRef().name());
  }

  private static String createdAt(SecretRotation run) {
    return run.getMetadata().getCreationTimestamp();
  }

  private static List<String> objectKeys(SecretRotation run) {
    return RunJournal.of(run)
        .object(run.getMetadata().getNamespace())
        .map((RotatedObject object) -> List.of(objectKey(object.store(), object.path())))
        .orElse(List.of());
  }

  private static String objectKey(StoreReference store, SecretPath path) {
    return store.namespace().orElse("") + "/" + store.name() + "|" + path;
  }
}
