package dev.keywright.provider.vault;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.SecretKeyReference;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The certificate that the operator shows to Vault when a connection is made. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClientTls(
    @Required
        @JsonPropertyDescription(
            "A Secret of type kubernetes.io/tls, keys tls.crt (the certificate, then its intermediates) and tls.key, both PEM. Default: none, it must be set. Example: {name: vault-client}.")
        TlsSecretReference secretRef) {

  /** A Secret of type {@code kubernetes.io/tls}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record TlsSecretReference(
      @Required
          @Size(max = 253)
          @JsonPropertyDescription(
              "Name of the Secret. Default: none, it must be set. Example: vault-client.")
          String name,
      @Size(max = 63)
          @JsonPropertyDescription(
              "Namespace of the Secret. Must be set in a ClusterSecretStore, must not in a SecretStore. Default: the namespace of the SecretStore. Example: vault.")
          @Nullable String namespace) {

    SecretKeyReference certificate() {
      return new SecretKeyReference(name, "tls.crt", namespace);
    }

    SecretKeyReference privateKey() {
      return new SecretKeyReference(name, "tls.key", namespace);
    }
  }
}
