package dev.keywright.rotation.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keywright.core.SecretMaterial;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenGeneratorTest {
  @Property(tries = 200)
  void aTokenIsItsPrefixAndExactlyTheBytesThatWereDrawn(
      @ForAll @IntRange(min = 14, max = 512) int bytes, @ForAll boolean hex, @ForAll long seed) {
    TokenEncoding encoding = hex ? TokenEncoding.Hex : TokenEncoding.Base64Url;
    TokenGenerator generator = new TokenGenerator(new TokenSettings(bytes, encoding, "shop_"));
    byte[] expected = new byte[bytes];
    new Random(seed).nextBytes(expected);

    SecretMaterial token = generator.draw(new Random(seed));

    String text = token.revealUtf8();
    assertThat(text).startsWith("shop_");
    String encoded = text.substring(5);
    assertThat(hex ? HexFormat.of().parseHex(encoded) : Base64.getUrlDecoder().decode(encoded))
        .isEqualTo(expected);
    assertThat(generator.accepts(token)).isTrue();
    assertThat(generator.bits()).isEqualTo(8 * bytes);
  }

  @Test
  void everyBitIsAsOftenSetAsNot() {
    TokenGenerator generator = new TokenGenerator(new TokenSettings(32, TokenEncoding.Hex, null));
    Random random = new Random(3);
    int[] set = new int[256];
    int draws = 10_000;
    for (int draw = 0; draw < draws; draw++) {
      byte[] drawn = HexFormat.of().parseHex(generator.draw(random).revealUtf8());
      for (int bit = 0; bit < set.length; bit++) {
        set[bit] += drawn[bit / 8] >> bit % 8 & 1;
      }
    }

    assertThat(Arrays.stream(set).boxed()).allMatch(count -> Math.abs(count - 5_000) < 250);
  }

  @Test
  void withoutSettingsItIs32BytesAsBase64Url() {
    TokenGenerator generator = new TokenGenerator(new TokenSettings(null, null, null));

    assertThat(generator.draw(new Random(1)).revealUtf8()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void anotherFormIsNotAccepted() {
    TokenGenerator generator =
        new TokenGenerator(new TokenSettings(16, TokenEncoding.Base64Url, "shop_"));
    String good = generator.draw(new Random(1)).revealUtf8();

    for (String bad :
        List.of(
            "",
            "shop_",
            good.substring(5),
            good + "=",
            good + "A",
            good.substring(0, good.length() - 1),
            good.substring(0, good.length() - 1) + "!",
            good.substring(0, good.length() - 1) + "B",
            good.replace("shop_", "Shop_"))) {
      assertThat(generator.accepts(SecretMaterial.ofUtf8(bad))).as(bad).isFalse();
    }
    TokenGenerator hex = new TokenGenerator(new TokenSettings(16, TokenEncoding.Hex, null));
    assertThat(hex.accepts(SecretMaterial.ofUtf8("0123456789ABCDEF0123456789ABCDEF"))).isFalse();
    assertThat(hex.accepts(SecretMaterial.ofUtf8("0123456789abcdef0123456789abcdef"))).isTrue();
  }

  @Test
  void whatIsMalformedOrWeakIsNamed() {
    assertThat(TokenGenerator.problemOf(new TokenSettings(13, null, null)).orElse(""))
        .isEqualTo("token.bytes must be at least 14 (112 bits)");
    assertThat(TokenGenerator.problemOf(new TokenSettings(32, null, "with space")).orElse(""))
        .contains("token.prefix must have printable ASCII");
    TokenSettings newer = new TokenSettings(32, TokenEncoding.Unrecognized, null);
    assertThat(TokenGenerator.problemOf(newer).orElse("")).contains("Base64Url or Hex");
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenGenerator(newer));
  }
}
