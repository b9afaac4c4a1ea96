package dev.keywright.e2e.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The public keys of a cluster's ServiceAccount tokens, from the key set that its API server
 * publishes at {@code /openid/v1/jwks} (JSON Web Key, RFC 7517; parameters of RFC 7518, section 6).
 */
final class SigningKeys {
  private SigningKeys() {}

  /**
   * The keys as PEM.
   *
   * @param jwks the key set
   * @throws LauncherFailure when it holds none that can be used
   */
  static List<String> pemsOf(String jwks) {
    try {
      List<String> pems = new ArrayList<>();
      for (JsonNode key : JsonFile.MAPPER.readTree(jwks).path("keys")) {
        pems.add(pem(publicKey(key)));
      }
      if (pems.isEmpty()) {
        throw new LauncherFailure(
            "the API server publishes no keys for ServiceAccount tokens at /openid/v1/jwks, so Vault cannot check them");
      }
      return pems;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new LauncherFailure(
          "the API server publishes a key at /openid/v1/jwks that is neither RSA nor EC", e);
    }
  }

  private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
    return switch (key.path("kty").asText()) {
      case "RSA" ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
      case "EC" -> {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec(curveName(key.path("crv").asText())));
        yield KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(number(key, "x"), number(key, "y")),
                    curve.getParameterSpec(ECParameterSpec.class)));
      }
      default -> throw new GeneralSecurityException("a key of another kind");
    };
  }

  private static String curveName(String name) throws GeneralSecurityException {
    return switch (name) {
      case "P-256" -> "secp256r1";
      case "P-384" -> "secp384r1";
      case "P-521" -> "secp521r1";
      default -> throw new GeneralSecurityException("another curve");
    };
  }

  private static BigInteger number(JsonNode key, String parameter) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(parameter).asText()));
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
