package dev.keywright.rotation.driver.valueonly;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.rotation.value.PasswordSettings;
import dev.keywright.rotation.value.TokenSettings;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which value is made new, and of what. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.token) != has(self.password)",
    message = "must have exactly one of token and password: write for example token: {}")
public record ValueOnlySettings(
    @Size(max = 512)
        @JsonPropertyDescription(
            "Property of the object that gets the new value, a name at its top level. Default: the"
                + " whole value, for objects that are not JSON. Example: token.")
        @Nullable String property,
    @JsonPropertyDescription(
            "The value is random bytes in text form. Exactly one of token, password.")
        @Nullable TokenSettings token,
    @JsonPropertyDescription(
            "The value is random characters, for readers that limit which. Exactly one of token,"
                + " password.")
        @Nullable PasswordSettings password) {}
