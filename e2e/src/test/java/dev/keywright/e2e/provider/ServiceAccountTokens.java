package dev.keywright.e2e.provider;

import dev.keywright.contract.FakeCredentials;
import dev.keywright.provider.spi.ServiceAccountReference;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes tokens of the form that the Kubernetes API server issues, with a key of its own. */
final class ServiceAccountTokens implements FakeCredentials.TokenIssuer {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  ServiceAccountTokens() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a verifier needs. */
  String publicKeyPem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** The name that the API server gives an account in its tokens. */
  static String subject(ServiceAccountReference account) {
    return "system:serviceaccount:" + account.namespace() + ":" + account.name();
  }

  @Override
  public String issue(ServiceAccountReference account, List<String> audiences, Duration lifetime) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims =
        Map.of(
            "iss",
            "https://kubernetes.default.svc.cluster.local",
            "sub",
            subject(account),
            "aud",
            audiences,
            "iat",
            now,
            "nbf",
            now,
            "exp",
            now + lifetime.toSeconds(),
            "jti",
            UUID.randomUUID().toString(),
            "kubernetes.io",
            Map.of(
                "namespace",
                String.valueOf(account.namespace()),
                "serviceaccount",
                Map.of("name", account.name(), "uid", "uid-of-" + account.name())));
    String content =
        encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(VaultAdmin.text(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
