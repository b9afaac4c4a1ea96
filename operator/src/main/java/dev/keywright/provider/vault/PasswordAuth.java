package dev.keywright.provider.vault;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.SecretKeyReference;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Auth methods {@code userpass} and {@code ldap}: a name and a password. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PasswordAuth(
    @JsonPropertyDescription(
            "Mount of the auth method, without auth/ before it. Default: userpass for userPass, ldap for ldap. Example: corporate/ldap.")
        @VaultMount
        @Nullable String mount,
    @Required
        @Size(min = 1, max = 256)
        @ValidationRule(
            value = "!self.contains('/')",
            message = "must not have a slash: it is one segment of the login's address")
        @JsonPropertyDescription("The user. Default: none, it must be set. Example: shop-reader.")
        String username,
    @Required
        @JsonPropertyDescription(
            "Key of the Secret that holds the password. Default: none, it must be set. Example: {name: vault-login, key: password}.")
        SecretKeyReference passwordRef) {}
