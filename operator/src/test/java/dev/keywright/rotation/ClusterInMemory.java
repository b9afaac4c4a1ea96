package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.StoreReference;
import dev.keywright.kube.KubeClients;
import dev.keywright.provider.spi.SecretPath;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Policies and rotations as an API server keeps them: as JSON, each write with a resourceVersion
 * that must be the stored one. Not thread-safe.
 */
public final class ClusterInMemory implements RotationObjects, RotationJournal {
  private static final KubernetesSerialization JSON = KubeClients.serialization();

  private final Map<ObjectKey, String> policies = new LinkedHashMap<>();
  private final Map<ObjectKey, String> runs = new LinkedHashMap<>();
  private final Map<ObjectKey, String> shown = new HashMap<>();
  private final InstantSource clock;
  private final List<SecretRotation> created = new ArrayList<>();
  private Consumer<SecretRotation> onRunWritten = run -> {};
  private Optional<Diagnosis> refusal = Optional.empty();
  private Optional<ObjectKey> elsewhere = Optional.empty();
  private long resourceVersion = 1;
  private int lostWrites;

  public ClusterInMemory(InstantSource clock) {
    this.clock = clock;
  }

  // ---- what a person does

  /** Creates a policy, or replaces its spec. */
  public SecretPolicy apply(String yaml) {
    SecretPolicy policy = JSON.unmarshal(yaml, SecretPolicy.class);
    SecretPolicy live = read(policies, keyOf(policy), SecretPolicy.class);
    if (live == null) {
      begin(policy);
      return put(policies, policy);
    }
    live.setSpec(policy.getSpec());
    live.getMetadata().setGeneration(live.getMetadata().getGeneration() + 1);
    return put(policies, live);
  }

  /** As {@code kubectl annotate --overwrite}. */
  public void annotate(ObjectKey policy, String name, String value) {
    SecretPolicy live = policyNamed(policy);
    Map<String, String> annotations = new HashMap<>();
    if (live.getMetadata().getAnnotations() != null) {
      annotations.putAll(live.getMetadata().getAnnotations());
    }
    annotations.put(name, value);
    live.getMetadata().setAnnotations(annotations);
    put(policies, live);
  }

  /** Creates a SecretRotation. */
  public SecretRotation createRun(String yaml) {
    SecretRotation run = JSON.unmarshal(yaml, SecretRotation.class);
    begin(run);
    return put(runs, run);
  }

  void deletePolicy(ObjectKey policy) {
    policies.remove(policy);
    shown.remove(policy);
    resourceVersion++;
  }

  void deleteRun(ObjectKey run) {
    runs.remove(run);
    resourceVersion++;
  }

  /** Every status is gone, as after a restore from a backup. */
  void wipeStatuses() {
    List.copyOf(policies.keySet()).forEach(key -> writePolicyStatus(policyNamed(key), null));
    List.copyOf(runs.keySet()).forEach(this::wipeRun);
  }

  void wipeRun(ObjectKey key) {
    SecretRotation run = runNamed(key);
    run.setStatus(null);
    put(runs, run);
  }

  // ---- what others do

  /** Every creation is refused for this reason. */
  public void refuseCreations(@Nullable Diagnosis why) {
    refusal = Optional.ofNullable(why);
  }

  /** The policy is of another installation. */
  void serveElsewhere(ObjectKey policy) {
    elsewhere = Optional.of(policy);
  }

  /** The next so many writes of a run are refused: somebody else was faster. */
  void conflictNext(int writes) {
    lostWrites = writes;
  }

  void show(ObjectKey policy, String run) {
    shown.put(policy, run);
  }

  /** Called after each write of a run. */
  void onRunWritten(Consumer<SecretRotation> action) {
    onRunWritten = action;
  }

  /** The policy as written; empty when it was changed since it was read. */
  public Optional<SecretPolicy> writePolicyStatus(
      SecretPolicy policy, @Nullable SecretPolicyStatus status) {
    SecretPolicy live = policyNamed(keyOf(policy));
    if (!isCurrent(live, policy)) {
      return Optional.empty();
    }
    live.setStatus(status);
    return Optional.of(put(policies, live));
  }

  // ---- what there is

  public List<SecretPolicy> policies() {
    return policies.keySet().stream().map(this::policyNamed).toList();
  }

  public List<SecretRotation> runs() {
    return runs.keySet().stream().map(this::runNamed).toList();
  }

  /** Every run that was created by the operator, in order. */
  public List<SecretRotation> created() {
    return List.copyOf(created);
  }

  public SecretPolicy policyNamed(ObjectKey key) {
    SecretPolicy found = read(policies, key, SecretPolicy.class);
    if (found == null) {
      throw new IllegalArgumentException("no policy " + key);
    }
    return found;
  }

  public SecretRotation runNamed(ObjectKey key) {
    SecretRotation found = read(runs, key, SecretRotation.class);
    if (found == null) {
      throw new IllegalArgumentException("no run " + key);
    }
    return found;
  }

  /** Grows with each change. */
  long resourceVersion() {
    return resourceVersion;
  }

  /** Everything that is stored, as text. */
  String everything() {
    return String.join("\n", policies.values()) + "\n" + String.join("\n", runs.values());
  }

  // ---- RotationObjects

  @Override
  public PolicyLookup policy(ObjectKey name) {
    SecretPolicy found = read(policies, name, SecretPolicy.class);
    if (found == null) {
      return new PolicyLookup.Absent();
    }
    return elsewhere.filter(name::equals).isPresent()
        ? new PolicyLookup.Elsewhere()
        : new PolicyLookup.Found(found);
  }

  @Override
  public List<SecretRotation> runsOf(ObjectKey policy) {
    return runs().stream()
        .filter(run -> run.getMetadata().getNamespace().equals(policy.namespace()))
        .filter(run -> run.getSpec().policyRef().name().equals(policy.name()))
        .toList();
  }

  @Override
  public Optional<String> shownRun(SecretPolicy policy) {
    return Optional.ofNullable(shown.get(keyOf(policy)));
  }

  @Override
  public List<SecretPolicy> readersOf(StoreReference store, SecretPath path) {
    return policies().stream()
        .filter(
            policy ->
                PolicyReads.of(policy.getMetadata().getNamespace(), policy.getSpec()).stream()
                    .anyMatch(read -> read.store().equals(store) && read.path().equals(path)))
        .toList();
  }

  @Override
  public Creation create(SecretRotation run) {
    if (refusal.isPresent()) {
      return new Creation.Refused(refusal.get());
    }
    if (runs.containsKey(keyOf(run))) {
      return new Creation.AlreadyExists();
    }
    SecretRotation copy = JSON.clone(run);
    begin(copy);
    SecretRotation stored = put(runs, copy);
    created.add(stored);
    return new Creation.Created(stored);
  }

  // ---- RotationJournal

  @Override
  public Outcome write(SecretRotation run, SecretRotationStatus status) {
    return change(run, live -> live.setStatus(status));
  }

  @Override
  public Outcome own(SecretRotation run, SecretPolicy policy) {
    return change(
        run,
        live ->
            live.getMetadata()
                .setOwnerReferences(
                    List.of(
                        new OwnerReferenceBuilder()
                            .withApiVersion("keywright.dev/v1alpha1")
                            .withKind("SecretPolicy")
                            .withName(policy.getMetadata().getName())
                            .withUid(policy.getMetadata().getUid())
                            .build())));
  }

  private Outcome change(SecretRotation run, Consumer<SecretRotation> change) {
    SecretRotation live = read(runs, keyOf(run), SecretRotation.class);
    if (live == null || !isCurrent(live, run)) {
      return new Outcome.Conflict();
    }
    if (lostWrites > 0) {
      lostWrites--;
      put(runs, live);
      return new Outcome.Conflict();
    }
    change.accept(live);
    SecretRotation written = put(runs, live);
    onRunWritten.accept(written);
    return new Outcome.Written(written);
  }

  private void begin(HasMetadata resource) {
    resource.getMetadata().setUid(new UUID(7, ++resourceVersion).toString());
    resource.getMetadata().setGeneration(1L);
    resource
        .getMetadata()
        .setCreationTimestamp(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private <R extends HasMetadata> R put(Map<ObjectKey, String> shelf, R resource) {
    resource.getMetadata().setResourceVersion(Long.toString(++resourceVersion));
    shelf.put(keyOf(resource), JSON.asJson(resource));
    return JSON.clone(resource);
  }

  private static <R extends HasMetadata> @Nullable R read(
      Map<ObjectKey, String> shelf, ObjectKey key, Class<R> type) {
    String found = shelf.get(key);
    return found == null ? null : JSON.unmarshal(found, type);
  }

  private static boolean isCurrent(HasMetadata live, HasMetadata observed) {
    return live.getMetadata()
        .getResourceVersion()
        .equals(observed.getMetadata().getResourceVersion());
  }

  static ObjectKey keyOf(HasMetadata resource) {
    return new ObjectKey(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
  }
}
