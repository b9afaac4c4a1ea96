package dev.keywright.e2e.launcher.start;

import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes the certificates, kubeconfigs and configuration files that the control plane starts from.
 */
final class ClusterFiles {
  private static final List<String> API_SERVER_HOSTS =
      List.of(
          "localhost",
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster.local",
          "127.0.0.1",
          "10.96.0.1");
  private static final Map<String, String> CLIENTS =
      Map.of(
          "admin", "O=system:masters,CN=admin",
          "kube-controller-manager", "CN=system:kube-controller-manager",
          "kube-scheduler", "CN=system:kube-scheduler",
          "kwok", "CN=kwok");

  private final RunDirectory run;
  private final Endpoints endpoints;

  ClusterFiles(RunDirectory run, Endpoints endpoints) {
    this.run = run;
    this.endpoints = endpoints;
  }

  /** Whether all were written before: the last one is there. */
  boolean areWritten() {
    return Files.exists(encryptionFile());
  }

  void write(Instant now) {
    CertificateAuthority authority = new CertificateAuthority(now);
    writePair("ca", authority.itself());
    writePair("server", authority.server("kube-apiserver", API_SERVER_HOSTS));
    List<String> signing = authority.signingKeys();
    text(run.pki().resolve("sa.key"), signing.get(0));
    text(run.pki().resolve("sa.pub"), signing.get(1));
    String ca = authority.itself().certificatePem();
    CLIENTS.forEach(
        (user, distinguishedName) -> {
          CertificateAuthority.Issued issued = authority.client(distinguishedName);
          text(
              run.kubeconfig(user),
              Kubeconfig.withCertificate(
                  url(endpoints), ca, user, issued.certificatePem(), issued.keyPem()));
        });
    text(run.config("audit-policy.yaml"), AUDIT_POLICY);
    text(encryptionFile(), encryption());
  }

  private Path encryptionFile() {
    return run.config("encryption.yaml");
  }

  /** What Vault's TLS listener starts from: an authority of its own, and its certificate. */
  void writeForVault(Instant now) {
    if (Files.exists(run.pki().resolve("vault.key"))) {
      return;
    }
    CertificateAuthority authority = new CertificateAuthority(now);
    text(run.pki().resolve("vault-ca.crt"), authority.itself().certificatePem());
    writePair("vault", authority.server("vault", List.of("localhost", "127.0.0.1")));
  }

  static String url(Endpoints endpoints) {
    return "https://127.0.0.1:" + endpoints.apiserver();
  }

  private void writePair(String name, CertificateAuthority.Issued issued) {
    text(run.pki().resolve(name + ".crt"), issued.certificatePem());
    text(run.pki().resolve(name + ".key"), issued.keyPem());
  }

  private static void text(Path file, String content) {
    JsonFile.writeBytes(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String encryption() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return """
    apiVersion: apiserver.config.k8s.io/v1
    kind: EncryptionConfiguration
    resources:
    - resources: [secrets]
      providers:
      - secretbox: {keys: [{name: run, secret: %s}]}
      - identity: {}
    """
        .formatted(Base64.getEncoder().encodeToString(key));
  }

  /**
   * No bodies, so no values; what the cluster's own parts read is left out, all they write is
   * there.
   */
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: None
        users: ["system:apiserver", "system:kube-scheduler", "system:kube-controller-manager", kwok]
        verbs: [get, list, watch]
      - level: None
        userGroups: ["system:serviceaccounts:kube-system"]
        verbs: [get, list, watch]
      - level: None
        users: [kwok]
        resources: [{group: coordination.k8s.io, resources: [leases]}]
      - level: Metadata
      """;
}
