package dev.keywright.rotation.driver.valueonly;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.rotation.value.PasswordSettings;
import dev.keywright.rotation.value.TokenSettings;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which value is made new, and of what. */
@JsonClassDescription(
    "The store is the target: for values that only the store and its readers know, such as session"
        + " keys. Never a database password, which the database would not learn. Example: {property:"
        + " token, token: {bytes: 32}}.")
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
            "The value is random bytes in text form. Exactly one of token, password. Default: not"
                + " used. Example: {bytes: 32}.")
        @Nullable TokenSettings token,
    @JsonPropertyDescription(
            "The value is random characters, for readers that limit which. Exactly one of token,"
                + " password. Default: not used. Example: {length: 24}.")
        @Nullable PasswordSettings password) {}
