package dev.keywright.e2e.launcher.start;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text of a kubeconfig file. */
public final class Kubeconfig {
  private Kubeconfig() {}

  static String withCertificate(
      String url, String caPem, String user, String certificatePem, String keyPem) {
    return text(
        url,
        caPem,
        user,
        "default",
        "client-certificate-data: %s, client-key-data: %s"
            .formatted(base64(certificatePem), base64(keyPem)));
  }

  /** A kubeconfig for a bearer token, with the given namespace as default. */
  public static String withToken(
      String url, String caPem, String user, String namespace, String token) {
    return text(url, caPem, user, namespace, "token: " + token);
  }

  private static String text(
      String url, String caPem, String user, String namespace, String credentials) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: keywright-e2e
      cluster: {server: "%s", certificate-authority-data: %s}
    users:
    - name: "%s"
      user: {%s}
    contexts:
    - name: "%s@keywright-e2e"
      context: {cluster: keywright-e2e, user: "%s", namespace: "%s"}
    current-context: "%s@keywright-e2e"
    """
        .formatted(url, base64(caPem), user, credentials, user, user, namespace, user);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
