package dev.keywright.e2e.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeysTest {
  @Test
  void readsAnRsaKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    RSAPublicKey key = (RSAPublicKey) generator.generateKeyPair().getPublic();
    String jwks =
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(encoded(key.getModulus()), encoded(key.getPublicExponent()));

    assertThat(SigningKeys.pemsOf(jwks)).singleElement().satisfies(pem -> assertSame(pem, key));
  }

  @ParameterizedTest
  @CsvSource({"P-256, secp256r1", "P-384, secp384r1", "P-521, secp521r1"})
  void readsAKeyOfEachCurve(String name, String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    ECPublicKey key = (ECPublicKey) generator.generateKeyPair().getPublic();
    String jwks =
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}]}"
            .formatted(name, encoded(key.getW().getAffineX()), encoded(key.getW().getAffineY()));

    assertThat(SigningKeys.pemsOf(jwks)).singleElement().satisfies(pem -> assertSame(pem, key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"keys\":[]}",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}",
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"***\",\"e\":\"AQAB\"}]}"
      })
  void saysInOneLineWhatCannotBeUsed(String jwks) {
    assertThatThrownBy(() -> SigningKeys.pemsOf(jwks))
        .isInstanceOf(LauncherFailure.class)
        .hasMessageContaining("/openid/v1/jwks");
  }

  private static void assertSame(String pem, PublicKey key) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    PublicKey read =
        KeyFactory.getInstance(key.getAlgorithm())
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    assertThat(read.getEncoded()).isEqualTo(key.getEncoded());
  }

  /** RFC 7518: without the byte for the sign. */
  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }
}
