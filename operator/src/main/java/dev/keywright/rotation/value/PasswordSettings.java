package dev.keywright.rotation.value;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a password is made of. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PasswordSettings(
    @Min(8) @Max(256) @JsonPropertyDescription("Number of characters. Default: 32. Example: 24.")
        @Nullable Integer length,
    @Size(min = 1, max = 3)
        @JsonPropertyDescription(
            "Classes of characters that may occur: Lower, Upper, Digit. Default: all three. Example: [Lower, Digit].")
        @Nullable List<CharacterClass> classes,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Further characters that may occur, printable ASCII without the space. Default: none."
                + " Example: -_.")
        @Nullable String symbols,
    @Size(max = 94)
        @JsonPropertyDescription("Characters that never occur. Default: none. Example: 0O1lI.")
        @Nullable String exclude,
    @JsonPropertyDescription(
            "Class of the first character, for systems that refuse a password that starts with a"
                + " digit. Default: any character that may occur. Example: Lower.")
        @Nullable CharacterClass first,
    @JsonPropertyDescription(
            "Whether every class, and one of the symbols where there are any, must occur at least"
                + " once. Default: false. Example: true.")
        @Nullable Boolean requireEach) {}
