package dev.keywright.sync;

import dev.keywright.core.SecretMaterial;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a value is PEM text (RFC 7468; with headers, RFC 1421) of a certain content. Pure. */
final class PemText {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----\\R(.*?)\\R-----END \\1-----",
          Pattern.DOTALL);

  private PemText() {}

  /** At least one X.509 certificate, and nothing that is none. */
  static boolean holdsCertificates(@Nullable SecretMaterial value) {
    if (value == null || !value.revealUtf8().contains("-----BEGIN ")) {
      return false;
    }
    try {
      return !CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(value.reveal()))
          .isEmpty();
    } catch (CertificateException notCertificates) {
      return false;
    }
  }

  /**
   * A private key in any of the usual forms: PKCS #1, PKCS #8, SEC 1, OpenSSH, encrypted or not.
   */
  static boolean holdsPrivateKey(@Nullable SecretMaterial value) {
    if (value == null) {
      return false;
    }
    Matcher block = PRIVATE_KEY.matcher(value.revealUtf8());
    return block.find() && isBase64(block.group(2));
  }

  private static boolean isBase64(String body) {
    String withoutHeaders =
        body.lines()
            .map(String::strip)
            .filter(line -> !line.contains(":"))
            .collect(Collectors.joining());
    try {
      return Base64.getDecoder().decode(withoutHeaders).length > 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
