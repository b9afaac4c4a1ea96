package dev.keywright.provider.vault;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Auth method {@code cert}: the client certificate of the connection is the login. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CertAuth(
    @JsonPropertyDescription(
            "Mount of the auth method, without auth/ before it. Default: cert. Example: clusters/east-cert.")
        @VaultMount
        @Nullable String mount,
    @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "Name of the certificate role. Default: none, Vault takes the first role that the certificate fits. Example: shop.")
        @Nullable String role) {}
