package dev.keywright.e2e.demo.stage;

import dev.keywright.api.ApiNames;
import dev.keywright.api.ConditionSet;
import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.e2e.demo.ground.Cast;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects of the story, as the API server has them at each call. Thread-safe. */
public final class DemoObjects {
  /** Name of the policy and of its Secret. */
  public static final String POLICY = "orders";

  /** Name of the Deployment that uses the Secret. */
  public static final String DEPLOYMENT = "orders";

  private final KubernetesClient admin;
  private final Cast cast;

  public DemoObjects(KubernetesClient admin, Cast cast) {
    this.admin = admin;
    this.cast = cast;
  }

  void makeNamespace() {
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(cast.namespace())
                .endMetadata()
                .build())
        .serverSideApply();
  }

  /** Applies manifests in the application's namespace, as {@code kubectl apply} does. */
  public void apply(String yaml) {
    admin
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(cast.namespace())
        .serverSideApply();
  }

  public Optional<Secret> secret() {
    return Optional.ofNullable(
        admin.secrets().inNamespace(cast.namespace()).withName(POLICY).get());
  }

  /** Keys and values of the Secret; empty when there is none. */
  public Map<String, String> data() {
    Map<String, String> data = new TreeMap<>();
    secret()
        .map(Secret::getData)
        .ifPresent(
            encoded ->
                encoded.forEach(
                    (key, value) ->
                        data.put(
                            key,
                            new String(
                                Base64.getDecoder().decode(value), StandardCharsets.UTF_8))));
    return data;
  }

  /** A value of the Secret; empty when it is not there. */
  public String value(String key) {
    return data().getOrDefault(key, "");
  }

  /** The revision of the Secret's content; empty when there is no Secret. */
  public String revision() {
    return secret()
        .map(found -> found.getMetadata().getAnnotations().get(ApiNames.TARGET_REVISION))
        .orElse("");
  }

  public void deleteSecret() {
    admin.secrets().inNamespace(cast.namespace()).withName(POLICY).delete();
  }

  public SecretPolicy policy() {
    return policies().require();
  }

  /** Sets an annotation of the policy, as {@code kubectl annotate --overwrite} does. */
  public void annotatePolicy(String name, String value) {
    policies()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(name, value));
  }

  /** A condition of the policy. */
  public Optional<Condition> policyCondition(String type) {
    return Optional.ofNullable(policy().getStatus())
        .flatMap(status -> ConditionSet.find(status.conditions(), type));
  }

  public SecretStore store(String name) {
    return admin
        .resources(SecretStore.class)
        .inNamespace(cast.namespace())
        .withName(name)
        .require();
  }

  /** The Ready condition of a store. */
  public Optional<Condition> storeReady(String name) {
    return Optional.ofNullable(store(name).getStatus())
        .flatMap(status -> ConditionSet.find(status.conditions(), "Ready"));
  }

  public List<SecretRotation> runs() {
    return admin.resources(SecretRotation.class).inNamespace(cast.namespace()).list().getItems();
  }

  /** How many audit records of the policy, its runs and its stores no sink has confirmed yet. */
  public int unsentRecords() {
    return Stream.of(
            Stream.of(policy().getStatus().outbox()),
            runs().stream().map(run -> run.getStatus().outbox()),
            Stream.of("vault", "aws").map(name -> store(name).getStatus().outbox()))
        .flatMap(outboxes -> outboxes)
        .filter(Objects::nonNull)
        .mapToInt(List::size)
        .sum();
  }

  public Deployment deployment() {
    return admin.apps().deployments().inNamespace(cast.namespace()).withName(DEPLOYMENT).require();
  }

  /** The pods of the Deployment that are not on their way out. */
  public List<Pod> pods() {
    return admin
        .pods()
        .inNamespace(cast.namespace())
        .withLabel("app", DEPLOYMENT)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** A ConfigMap of the operator's namespace. */
  public Optional<ConfigMap> operatorConfigMap(String name) {
    return Optional.ofNullable(
        admin.configMaps().inNamespace(cast.operatorNamespace()).withName(name).get());
  }

  private Resource<SecretPolicy> policies() {
    return admin.resources(SecretPolicy.class).inNamespace(cast.namespace()).withName(POLICY);
  }
}
