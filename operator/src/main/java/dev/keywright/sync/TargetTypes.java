package dev.keywright.sync;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private TargetTypes() {}

  /** The type that the policy asks for, {@code Opaque} when it does not say. */
  static String typeOf(SecretPolicySpec spec) {
    return spec.target() == null || spec.target().type() == null ? OPAQUE : spec.target().type();
  }

  /** Why {@code data} cannot be a Secret of {@code type}; empty when it can. */
  static Optional<Diagnosis> problemOf(String type, Map<String, SecretMaterial> data) {
    return switch (type) {
      case "kubernetes.io/dockerconfigjson" -> dockerConfig(type, ".dockerconfigjson", data, true);
      case "kubernetes.io/dockercfg" -> dockerConfig(type, ".dockercfg", data, false);
      case "kubernetes.io/tls" ->
          certificates(type, "tls.crt", data).or(() -> privateKey(type, "tls.key", data));
      case "kubernetes.io/ssh-auth" -> privateKey(type, "ssh-privatekey", data);
      case "kubernetes.io/basic-auth" ->
          data.containsKey("username") || data.containsKey("password")
              ? Optional.empty()
              : Optional.of(
                  Diagnosis.of(
                      Reason.InvalidSpec,
                      "A Secret of type %s must have the key username or password. Name the keys"
                          + " with data.",
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
                "A Secret of type %s must have a value under the key %s. Name the key with data.",
                type,
                key));
  }

  private static Optional<Diagnosis> certificates(
      String type, String key, Map<String, SecretMaterial> data) {
    return present(type, key, data)
        .or(
            () ->
                PemText.holdsCertificates(data.get(key))
                    ? Optional.empty()
                    : wrong(type, key, "PEM text of X.509 certificates"));
  }

  private static Optional<Diagnosis> privateKey(
      String type, String key, Map<String, SecretMaterial> data) {
    return present(type, key, data)
        .or(
            () ->
                PemText.holdsPrivateKey(data.get(key))
                    ? Optional.empty()
                    : wrong(type, key, "PEM text of a private key"));
  }

  private static Optional<Diagnosis> wrong(String type, String key, String wanted) {
    return Optional.of(
        Diagnosis.of(
            Reason.InvalidSpec,
            "Key %s of a Secret of type %s must be %s. Correct the value in the store, or decode if"
                + " it is encoded there.",
            key,
            type,
            wanted));
  }

  private static Optional<Diagnosis> dockerConfig(
      String type, String key, Map<String, SecretMaterial> data, boolean withAuths) {
    return present(type, key, data)
        .or(
            () ->
                isDockerConfig(data.get(key), withAuths)
                    ? Optional.empty()
                    : wrong(
                        type,
                        key,
                        withAuths
                            ? "a Docker configuration: a JSON object with auths"
                            : "a Docker configuration: a JSON object"));
  }

  private static boolean isDockerConfig(@Nullable SecretMaterial value, boolean withAuths) {
    try {
      JsonNode config = value == null ? null : MAPPER.readTree(value.reveal());
      return config != null && config.isObject() && (!withAuths || config.path("auths").isObject());
    } catch (IOException notJson) {
      return false;
    }
  }
}
