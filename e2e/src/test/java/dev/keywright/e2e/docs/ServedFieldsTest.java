package dev.keywright.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.crd.Samples;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.tool.YamlDocuments;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The samples have every field that is served, and what is not served yet is named. */
@DisplayName("S54 fields of the API")
final class ServedFieldsTest {
  /**
   * Fields and kinds of the API's design that are not served yet. Whoever serves one takes it off
   * this list and puts it into a sample.
   */
  private static final Set<String> NOT_SERVED_YET =
      Set.of(
          "ClusterSecretPolicy",
          "SecretPolicy.spec.suspend",
          "SecretPolicy.spec.dryRun",
          "SecretPolicy.spec.refresh.windows",
          "SecretPolicy.spec.dataFrom[].issue",
          "SecretPolicy.spec.target.kind",
          "SecretPolicy.spec.target.ownership",
          "SecretPolicy.spec.target.adopt=Always",
          "SecretPolicy.spec.target.onSourceGone",
          "SecretPolicy.spec.target.removalGuard",
          "SecretPolicy.spec.target.recreate",
          "SecretPolicy.spec.target.immutable",
          "SecretPolicy.spec.target.metadata",
          "SecretPolicy.spec.target.template",
          "SecretPolicy.spec.consumers.discover",
          "SecretPolicy.spec.consumers.workloads",
          "SecretPolicy.spec.consumers.maxConcurrent",
          "SecretPolicy.spec.rotation.windows",
          "SecretPolicy.spec.rotation.maxAge",
          "SecretPolicy.spec.rotation.createIfMissing",
          "SecretPolicy.spec.rotation.overlap",
          "SecretPolicy.spec.rotation.alsoVerify",
          "SecretPolicy.spec.rotation.onRolloutFailure",
          "SecretPolicy.spec.rotation.requireVerifiedActor",
          "SecretPolicy.spec.rotation.historyLimit",
          "SecretPolicy.spec.rotation.driver.postgresql",
          "SecretPolicy.spec.rotation.driver.mysql",
          "SecretPolicy.spec.rotation.driver.mariadb",
          "SecretPolicy.spec.rotation.driver.vaultDatabaseRole",
          "SecretPolicy.spec.rotation.driver.awsManaged",
          "SecretPolicy.spec.rotation.driver.awsIamAccessKey",
          "SecretPolicy.spec.rotation.driver.webhook",
          "SecretPolicy.spec.rotation.driver.job",
          "SecretRotation.spec.cause",
          "SecretRotation.spec.deadline",
          "SecretStore.spec.holds",
          "SecretStore.spec.limits.requestsPerSecond",
          "SecretStore.spec.limits.burst",
          "ClusterSecretStore.spec.perNamespace",
          "ClusterSecretStore.spec.allow[].mounts");

  /** Written by Keywright into a run that it makes itself; people leave it out. */
  private static final Set<String> NOT_FOR_PEOPLE = Set.of("SecretRotation.spec.trigger");

  @Test
  @DisplayName("none that the list says is not served is served")
  void theListIsTrue() {
    assertThat(served()).doesNotContainAnyElementsOf(NOT_SERVED_YET);
  }

  @Test
  @DisplayName("every one that is served is in a sample")
  void samplesHaveEveryField() {
    Set<String> missing = new TreeSet<>(served());
    missing.removeIf(field -> field.contains("=") || !field.contains(".spec."));
    missing.removeAll(NOT_FOR_PEOPLE);
    missing.removeAll(shown());
    missing.removeIf(field -> field.matches("SecretStore[.].*Ref[.]namespace"));
    assertThat(missing).isEmpty();
  }

  /** Kinds, fields of their specs as {@code Kind.spec.field}, and words as {@code field=Word}. */
  private static Set<String> served() {
    Set<String> found = new TreeSet<>();
    Checkout.current().crds().stream()
        .flatMap(file -> YamlDocuments.in(file).stream())
        .forEach(
            crd -> {
              String kind = crd.at("/spec/names/kind").asText();
              found.add(kind);
              for (JsonNode version : crd.at("/spec/versions")) {
                addFields(
                    kind + ".spec", version.at("/schema/openAPIV3Schema/properties/spec"), found);
              }
            });
    return found;
  }

  private static void addFields(String path, JsonNode schema, Set<String> found) {
    schema.path("enum").forEach(word -> found.add(path + "=" + word.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              found.add(path + "." + field.getKey());
              addFields(path + "." + field.getKey(), field.getValue(), found);
            });
    if (schema.has("items")) {
      addFields(path + "[]", schema.get("items"), found);
    }
  }

  private static Set<String> shown() {
    Set<String> found = new TreeSet<>();
    Samples.objects().forEach(object -> addShown(object.path("kind").asText(), object, found));
    return found;
  }

  private static void addShown(String path, JsonNode at, Set<String> found) {
    at.properties()
        .forEach(
            field -> {
              found.add(path + "." + field.getKey());
              addShown(path + "." + field.getKey(), field.getValue(), found);
            });
    if (at.isArray()) {
      at.forEach(element -> addShown(path + "[]", element, found));
    }
  }
}
