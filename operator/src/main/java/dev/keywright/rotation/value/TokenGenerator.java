package dev.keywright.rotation.value;

import dev.keywright.core.SecretMaterial;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random bytes in text form, behind a fixed prefix. */
public final class TokenGenerator implements ValueGenerator {
  private static final int DEFAULT_BYTES = 32;

  private final int bytes;
  private final TokenEncoding encoding;
  private final byte[] prefix;

  /**
   * @param settings for which {@link #problemOf} is empty
   */
  public TokenGenerator(TokenSettings settings) {
    problemOf(settings)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    this.bytes = bytesOf(settings);
    this.encoding = settings.encoding() == null ? TokenEncoding.Base64Url : settings.encoding();
    this.prefix = prefixOf(settings).getBytes(StandardCharsets.US_ASCII);
  }

  /** What is wrong with {@code settings}, as a sentence for people; empty when nothing is. */
  public static Optional<String> problemOf(TokenSettings settings) {
    if (settings.encoding() == TokenEncoding.Unrecognized) {
      return Optional.of("token.encoding must be Base64Url or Hex");
    }
    if (bytesOf(settings) * Byte.SIZE < LEAST_BITS) {
      return Optional.of(
          "token.bytes must be at least " + LEAST_BITS / Byte.SIZE + " (" + LEAST_BITS + " bits)");
    }
    return Printable.isPrintable(prefixOf(settings))
        ? Optional.empty()
        : Optional.of("token.prefix must have printable ASCII characters without the space only");
  }

  @Override
  public SecretMaterial draw(RandomGenerator random) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    byte[] encoded = encode(drawn);
    byte[] token = Arrays.copyOf(prefix, prefix.length + encoded.length);
    System.arraycopy(encoded, 0, token, prefix.length, encoded.length);
    SecretMaterial material = SecretMaterial.of(token);
    Arrays.fill(drawn, (byte) 0);
    Arrays.fill(encoded, (byte) 0);
    Arrays.fill(token, (byte) 0);
    return material;
  }

  @Override
  public boolean accepts(SecretMaterial value) {
    byte[] token = value.reveal();
    try {
      return token.length >= prefix.length
          && Arrays.equals(token, 0, prefix.length, prefix, 0, prefix.length)
          && decodes(Arrays.copyOfRange(token, prefix.length, token.length));
    } finally {
      Arrays.fill(token, (byte) 0);
    }
  }

  @Override
  public int bits() {
    return bytes * Byte.SIZE;
  }

  private byte[] encode(byte[] drawn) {
    return switch (encoding) {
      case Base64Url -> Base64.getUrlEncoder().withoutPadding().encode(drawn);
      case Hex -> HexFormat.of().formatHex(drawn).getBytes(StandardCharsets.US_ASCII);
      case Unrecognized -> throw new IllegalStateException("refused by problemOf");
    };
  }

  /** Whether {@code encoded} is the one text form of as many bytes as are drawn. */
  private boolean decodes(byte[] encoded) {
    try {
      byte[] decoded =
          switch (encoding) {
            case Base64Url -> Base64.getUrlDecoder().decode(encoded);
            case Hex -> HexFormat.of().parseHex(new String(encoded, StandardCharsets.US_ASCII));
            case Unrecognized -> throw new IllegalStateException("refused by problemOf");
          };
      return decoded.length == bytes && Arrays.equals(encode(decoded), encoded);
    } catch (IllegalArgumentException notEncoded) {
      return false;
    }
  }

  private static int bytesOf(TokenSettings settings) {
    return settings.bytes() == null ? DEFAULT_BYTES : settings.bytes();
  }

  private static String prefixOf(TokenSettings settings) {
    return settings.prefix() == null ? "" : settings.prefix();
  }
}
