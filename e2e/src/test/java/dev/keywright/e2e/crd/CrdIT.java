package dev.keywright.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keywright.api.ApiNames;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.tool.YamlDocuments;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every validation rule of the generated CRDs against a real API server, at every place where it
 * stands. A rule without a case, a case without a rule and a place that no sample has fail.
 */
@RealCluster
final class CrdIT {
  private static final List<CrdRule> RULES = CrdRule.in(Checkout.current().crds());
  private static final Map<String, RuleCase> CASES = RuleCase.all();
  private static final List<JsonNode> SAMPLES = Samples.objects();

  private static final Map<String, String> PLURALS =
      Checkout.current().crds().stream()
          .flatMap(file -> YamlDocuments.in(file).stream())
          .map(crd -> crd.at("/spec/names"))
          .collect(
              Collectors.toMap(
                  names -> names.path("kind").asText(), names -> names.path("plural").asText()));

  private static final String API = "/apis/" + ApiNames.API_VERSION;
  private static final String DRY_RUN = "?dryRun=All&fieldValidation=Strict";

  private final KubernetesClient admin;
  private final String namespace;

  CrdIT(KubernetesClient admin, TestNamespace namespace) {
    this.admin = admin;
    this.namespace = namespace.name();
  }

  @Test
  void everyRuleHasCasesAndEveryCaseHasARule() {
    assertThat(RULES).hasSizeGreaterThan(100);
    assertThat(CASES.keySet())
        .containsExactlyInAnyOrderElementsOf(
            RULES.stream().map(CrdRule::message).collect(Collectors.toSet()));
    assertThat(CASES.values()).allSatisfy(each -> assertThat(each.refuses()).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void refusesWhatItMustInItsOwnWordsAndAcceptsTheRest(CrdRule rule) {
    RuleCase cases = Objects.requireNonNull(CASES.get(rule.message()), "no case for " + rule);
    for (JsonNode change : cases.refuses()) {
      Breach breach = breach(rule, cases, change);
      KubernetesClientException refusal =
          catchThrowableOfType(
              KubernetesClientException.class, () -> attempt(rule, breach.object()));
      assertThat(refusal).as("%s accepts %s", rule, change).isNotNull();
      assertThat(refusal.getCode()).as("%s on %s", refusal, change).isEqualTo(422);
      assertThat(refusal.getStatus().getDetails().getCauses())
          .as("what is said of %s", change)
          .anySatisfy(
              cause -> {
                assertThat(cause.getField()).isEqualTo(breach.path() + rule.fieldPath());
                assertThat(cause.getMessage()).endsWith(": " + rule.message());
              })
          .extracting(StatusCause::getMessage)
          .noneMatch(message -> message.contains(" in body should "));
    }
    for (JsonNode change : cases.accepts()) {
      attempt(rule, breach(rule, cases, change).object());
    }
  }

  static List<CrdRule> rules() {
    return RULES;
  }

  private static Breach breach(CrdRule rule, RuleCase cases, JsonNode change) {
    return SAMPLES.stream()
        .filter(sample -> sample.path("kind").asText().equals(rule.kind()))
        .filter(
            sample ->
                cases.sample() == null
                    || sample.at("/metadata/name").asText().equals(cases.sample()))
        .map(sample -> Breach.of(sample, rule.path(), change))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no sample has " + rule.kind() + "." + rule.path() + ": add it to one"));
  }

  /** A transition rule is about an update, every other one about what is created. */
  private void attempt(CrdRule rule, JsonNode object) {
    if (rule.isTransition()) {
      tryToUpdate(object);
    } else {
      tryToCreate(object);
    }
  }

  private void tryToCreate(JsonNode object) {
    admin.raw(collection(object) + DRY_RUN, "POST", inThisNamespace(object, namespace));
  }

  private void tryToUpdate(JsonNode object) {
    String name = object.at("/metadata/name").asText();
    String live = collection(object) + "/" + name;
    String stored = admin.raw(live);
    if (stored == null) {
      JsonNode before =
          SAMPLES.stream()
              .filter(sample -> sample.get("metadata").equals(object.get("metadata")))
              .findFirst()
              .orElseThrow();
      stored = admin.raw(collection(before), "POST", inThisNamespace(before, name));
    }
    ObjectNode next = (ObjectNode) Serialization.unmarshal(stored, JsonNode.class);
    next.set("spec", object.get("spec"));
    admin.raw(live + DRY_RUN, "PUT", next);
  }

  private String collection(JsonNode object) {
    String plural = PLURALS.get(object.path("kind").asText());
    return object.at("/metadata/namespace").isTextual()
        ? API + "/namespaces/" + namespace + "/" + plural
        : API + "/" + plural;
  }

  private JsonNode inThisNamespace(JsonNode object, String name) {
    ObjectNode copy = object.deepCopy();
    ObjectNode metadata = (ObjectNode) copy.get("metadata");
    metadata.put("name", name);
    if (metadata.has("namespace")) {
      metadata.put("namespace", namespace);
    }
    return copy;
  }
}
