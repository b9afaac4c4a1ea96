package dev.keywright.provider.vault;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.SecretKeyReference;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Auth method {@code approle}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AppRoleAuth(
    @JsonPropertyDescription(
            "Mount of the auth method, without auth/ before it. Default: approle. Example: teams/shop/approle.")
        @VaultMount
        @Nullable String mount,
    @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "The role id, which is no secret. Default: none, it must be set. Example: shop.")
        String roleId,
    @Required
        @JsonPropertyDescription(
            "Key of the Secret that holds the secret id, or with wrapped: true a response-wrapping token for it. Default: none, it must be set. Example: {name: vault-approle, key: secret-id}.")
        SecretKeyReference secretIdRef,
    @JsonPropertyDescription(
            "Whether the Secret holds a response-wrapping token (vault write -wrap-ttl=10m -f auth/approle/role/shop/secret-id). It is unwrapped once; the secret id stays in the operator's memory, so that a restart of the operator needs a fresh one. Default: false. Example: true.")
        @Nullable Boolean wrapped) {
  boolean isWrapped() {
    return Boolean.TRUE.equals(wrapped);
  }
}
