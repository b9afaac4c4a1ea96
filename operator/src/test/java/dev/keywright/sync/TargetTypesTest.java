package dev.keywright.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTypesTest {
  /** Self-signed, made for this test; its key is not kept. */
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBijCCAS+gAwIBAgIUdEjZ6jec5gBMLB7HLK7QZQs5CcswCgYIKoZIzj0EAwIw
      GTEXMBUGA1UEAwwOa2V5d3JpZ2h0LnRlc3QwIBcNMjYxMTI1MDIwNTQxWhgPMjEy
      NjExMDEwMjA1NDFaMBkxFzAVBgNVBAMMDmtleXdyaWdodC50ZXN0MFkwEwYHKoZI
      zj0CAQYIKoZIzj0DAQcDQgAEURVcFey1B4frc/J8U296GMI7ZDcRROpG1Vwa05k6
      FthokD49RlOCnT1xRnrI/V6+m9HNqdUuJjHWRhHi7eT9dqNTMFEwHQYDVR0OBBYE
      FJ4GMz2ZXSWnrKaBEtGUtJiBla2/MB8GA1UdIwQYMBaAFJ4GMz2ZXSWnrKaBEtGU
      tJiBla2/MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKMdv1Y/
      chLgaC9ap+mlN9Kh/pHLHKOc4uT/b2Q2DzzPAiEApUaOZFsNl4DRVpdW0WE+2GeL
      7bJ/KwJcrYDoq9Wd2eU=
      -----END CERTIFICATE-----
      """;

  private static final String KEY = newKey();

  private static final String TLS = "kubernetes.io/tls";
  private static final String SSH = "kubernetes.io/ssh-auth";
  private static final String DOCKER = "kubernetes.io/dockerconfigjson";

  @Test
  @DisplayName("S8 a docker configuration, a TLS pair, an SSH key and a login are accepted")
  void acceptsWhatFits() {
    assertThat(problem(DOCKER, Map.of(".dockerconfigjson", "{\"auths\": {}}"))).isEmpty();
    assertThat(problem("kubernetes.io/dockercfg", Map.of(".dockercfg", "{}"))).isEmpty();
    assertThat(problem(TLS, Map.of("tls.crt", CERTIFICATE, "tls.key", KEY))).isEmpty();
    assertThat(
            problem(TLS, Map.of("tls.crt", CERTIFICATE + CERTIFICATE, "tls.key", KEY, "ca", "x")))
        .isEmpty();
    assertThat(problem(SSH, Map.of("ssh-privatekey", KEY))).isEmpty();
    assertThat(problem("kubernetes.io/basic-auth", Map.of("username", "u"))).isEmpty();
    assertThat(problem("kubernetes.io/basic-auth", Map.of("password", ""))).isEmpty();
    assertThat(problem("Opaque", Map.of())).isEmpty();
    assertThat(problem("example.com/own", Map.of("any", "thing"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes.io/dockerconfigjson, .dockerconfigjson",
    "kubernetes.io/dockercfg, .dockercfg",
    "kubernetes.io/tls, tls.crt",
    "kubernetes.io/ssh-auth, ssh-privatekey",
  })
  @DisplayName("S8 a missing or empty key is named")
  void namesTheKeyThatIsMissing(String type, String key) {
    for (Map<String, String> data : List.of(Map.of("x", "y"), Map.of(key, ""))) {
      Diagnosis problem = problem(type, data).orElseThrow();
      assertThat(problem.reason()).isEqualTo(Reason.InvalidSpec);
      assertThat(problem.message())
          .isEqualTo(
              "A Secret of type %s must have a value under the key %s. Name the key with data.",
              type, key);
    }
    assertThat(problem(TLS, Map.of("tls.crt", CERTIFICATE)).orElseThrow().message())
        .contains("tls.key");
    assertThat(problem("kubernetes.io/basic-auth", Map.of("user", "u")).orElseThrow().message())
        .contains("username or password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no JSON", "[]", "{}", "{\"auths\": []}", "{\"auths\": {}} x", "eyJhdXRocyI6e319"})
  @DisplayName("S8 what is no docker configuration is refused")
  void parsesDockerConfigurations(String value) {
    assertWrong(problem(DOCKER, Map.of(".dockerconfigjson", value)), ".dockerconfigjson", value);
  }

  @Test
  @DisplayName("S8 what is no certificate or private key is refused")
  void parsesPem() {
    String cut = CERTIFICATE.substring(0, CERTIFICATE.length() - 60);
    String empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    for (String wrong : List.of("no PEM", KEY, cut, empty, "-----BEGIN ")) {
      assertWrong(problem(TLS, Map.of("tls.crt", wrong, "tls.key", KEY)), "tls.crt", wrong);
    }
    String notBase64 = "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n";
    String mixed = KEY.replace("END PRIVATE", "END RSA PRIVATE");
    for (String wrong : List.of("no PEM", CERTIFICATE, notBase64, mixed)) {
      assertWrong(problem(TLS, Map.of("tls.crt", CERTIFICATE, "tls.key", wrong)), "tls.key", wrong);
      assertWrong(problem(SSH, Map.of("ssh-privatekey", wrong)), "ssh-privatekey", wrong);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY"
      })
  @DisplayName("S8 private keys come in several forms")
  void acceptsOtherFormsOfKeys(String label) {
    String headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n";
    for (String body : List.of("AAAA", headers + "AAAA")) {
      String key = "-----BEGIN %1$s-----\r\n%2$s\r\n-----END %1$s-----".formatted(label, body);
      assertThat(problem(SSH, Map.of("ssh-privatekey", key))).isEmpty();
    }
  }

  @Test
  void isOpaqueUnlessTheSpecSaysOtherwise() {
    assertThat(TargetTypes.typeOf(Spec.EXTRACT)).isEqualTo("Opaque");
    assertThat(TargetTypes.typeOf(Spec.of("target: {name: x}"))).isEqualTo("Opaque");
    assertThat(TargetTypes.typeOf(Spec.of("target: {type: kubernetes.io/tls}"))).isEqualTo(TLS);
  }

  private static void assertWrong(Optional<Diagnosis> problem, String key, String value) {
    assertThat(problem).map(Diagnosis::reason).contains(Reason.InvalidSpec);
    assertThat(problem.orElseThrow().message())
        .startsWith("Key " + key + " of a Secret of type ")
        .contains("Correct the value in the store")
        .doesNotContain(value.length() > 2 ? value : "no value");
  }

  private static String newKey() {
    try {
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder()
              .encodeToString(
                  KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has EC", e);
    }
  }

  private static Optional<Diagnosis> problem(String type, Map<String, String> data) {
    Map<String, SecretMaterial> material = new HashMap<>();
    data.forEach((key, value) -> material.put(key, SecretMaterial.ofUtf8(value)));
    return TargetTypes.problemOf(type, material);
  }
}
