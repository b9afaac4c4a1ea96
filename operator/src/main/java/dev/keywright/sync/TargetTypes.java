package dev.keywright.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes expects of the data of each built-in Secret type (Kubernetes documentation,
 * "Types of Secret"). Pure.
 */
final class TargetTypes {
  static final String OPAQUE = "Opaque";

  /** Types whose content gives rights in the cluster itself; never written. */
  static final Set<String> REFUSED =
      Set.of("kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TargetTypes() {}

  /** The type that the policy asks for, {@code Opaque} when it does not say. */
  static String typeOf(SecretPolicySpec spec) {
    return spec.target() == null || spec.target().type() == null ? OPAQUE : spec.target().type();
  }

  /** Why {@code data} cannot be a Secret of {@code type}; empty when it can. */
  static Optional<Diagnosis> problemOf(String type, Map<String, SecretMaterial> data) {
    return switch (type) {
      case "kubernetes.io/dockerconfigjson" ->
          dockerConfig(type, ".dockerconfigjson", data.get(".dockerconfigjson"), true);
      case "kubernetes.io/dockercfg" ->
          dockerConfig(type, ".dockercfg", data.get(".dockercfg"), false);
      case "kubernetes.io/tls" -> pem(type, "tls.crt", data).or(() -> pem(type, "tls.key", data));
      case "kubernetes.io/ssh-auth" -> present(type, "ssh-privatekey", data);
      case "kubernetes.io/basic-auth" ->
          data.containsKey("username") || data.containsKey("password")
              ? Optional.empty()
              : Optional.of(
                  Diagnosis.of(
                      Reason.InvalidSpec,
                      "A Secret of type %s must have the key username or password.",
                      type));
      default -> Optional.empty();
    };
  }

  private static Optional<Diagnosis> present(
      String type, String key, Map<String, SecretMaterial> data) {
    SecretMaterial value = data.get(key);
    return value != null && value.sizeBytes() > 0
        ? Optional.empty()
        : Optional.of(
            Diagnosis.of(
                Reason.InvalidSpec,
                "A Secret of type %s must have a value under the key %s.",
                type,
                key));
  }

  private static Optional<Diagnosis> pem(
      String type, String key, Map<String, SecretMaterial> data) {
    SecretMaterial value = data.get(key);
    return present(type, key, data)
        .or(
            () ->
                value != null && value.revealUtf8().contains("-----BEGIN ")
                    ? Optional.empty()
                    : Optional.of(
                        Diagnosis.of(
                            Reason.InvalidSpec,
                            "Key %s of a Secret of type %s must be PEM text.",
                            key,
                            type)));
  }

  private static Optional<Diagnosis> dockerConfig(
      String type, String key, @Nullable SecretMaterial value, boolean withAuths) {
    if (value != null) {
      try {
        JsonNode config = MAPPER.readTree(value.reveal());
        if (config != null
            && config.isObject()
            && (!withAuths || config.path("auths").isObject())) {
          return Optional.empty();
        }
      } catch (IOException notJson) {
        return Optional.of(dockerProblem(type, key));
      }
    }
    return Optional.of(dockerProblem(type, key));
  }

  private static Diagnosis dockerProblem(String type, String key) {
    return Diagnosis.of(
        Reason.InvalidSpec,
        "Key %s of a Secret of type %s must be a Docker configuration: a JSON object%s.",
        key,
        type,
        key.endsWith("json") ? " with auths" : "");
  }
}
