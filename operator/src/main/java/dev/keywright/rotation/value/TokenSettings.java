package dev.keywright.rotation.value;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What a token is made of. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TokenSettings(
    @Min(14)
        @Max(512)
        @JsonPropertyDescription(
            "Number of random bytes, before encoding. Default: 32. Example: 48.")
        @Nullable Integer bytes,
    @JsonPropertyDescription(
            "How the bytes are written: Base64Url (without padding) or Hex. Default: Base64Url. Example: Hex.")
        @Nullable TokenEncoding encoding,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Text in front of the token, printable ASCII without the space. Default: none. Example:"
                + " shop_.")
        @Nullable String prefix) {}
