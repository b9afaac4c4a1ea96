package dev.keywright.sync;

import dev.keywright.api.v1alpha1.Decode;
import dev.keywright.core.SecretMaterial;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Undoes the encoding that a store holds a value in. Pure. */
final class Decoding {
  private Decoding() {}

  /** The bytes; empty when {@code value} is not encoded like that. White space is forgiven. */
  static Optional<SecretMaterial> decode(SecretMaterial value, @Nullable Decode decode) {
    if (decode == null || decode == Decode.None) {
      return Optional.of(value);
    }
    Base64.Decoder decoder =
        decode == Decode.Base64Url ? Base64.getUrlDecoder() : Base64.getDecoder();
    try {
      return Optional.of(
          SecretMaterial.of(decoder.decode(value.revealUtf8().replaceAll("\\s", ""))));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }
}
