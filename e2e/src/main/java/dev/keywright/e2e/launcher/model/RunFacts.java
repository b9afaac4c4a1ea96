package dev.keywright.e2e.launcher.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run offers, as written to {@code cluster.json}. A part is null until its component is
 * ready.
 *
 * @param controlPlane the Kubernetes cluster
 * @param vault the Vault server
 * @param moto the AWS emulator
 * @param toxiproxy the proxy for bad networks
 */
public record RunFacts(
    @Nullable ControlPlane controlPlane,
    @Nullable VaultAccess vault,
    @Nullable Moto moto,
    @Nullable Toxiproxy toxiproxy) {

  /** Nothing is ready yet. */
  public static RunFacts none() {
    return new RunFacts(null, null, null, null);
  }

  public RunFacts with(ControlPlane ready) {
    return new RunFacts(ready, vault, moto, toxiproxy);
  }

  public RunFacts with(VaultAccess ready) {
    return new RunFacts(controlPlane, ready, moto, toxiproxy);
  }

  public RunFacts with(Moto ready) {
    return new RunFacts(controlPlane, vault, ready, toxiproxy);
  }

  public RunFacts with(Toxiproxy ready) {
    return new RunFacts(controlPlane, vault, moto, ready);
  }

  /**
   * A Kubernetes cluster.
   *
   * @param kubeconfig a kubeconfig with all rights
   * @param url the address of the API server
   * @param caPem the certificate authority that signed its certificate, PEM
   * @param auditLog the API server's audit log; null when the cluster was given, not started
   * @param etcd the client address of etcd; null when the cluster was given, not started
   */
  public record ControlPlane(
      Path kubeconfig, String url, String caPem, @Nullable Path auditLog, @Nullable String etcd) {

    /** Whether it was there before the run and is not ended with it. */
    public boolean wasGiven() {
      return etcd == null;
    }

    /** The audit log, for tests that cannot run on a cluster that was given. */
    public Path requireAuditLog() {
      if (auditLog == null) {
        throw new LauncherFailure("the audit log of a cluster that was given cannot be read");
      }
      return auditLog;
    }

    /** The address of etcd, for tests that cannot run on a cluster that was given. */
    public String requireEtcd() {
      if (etcd == null) {
        throw new LauncherFailure("the etcd of a cluster that was given cannot be read");
      }
      return etcd;
    }
  }

  /**
   * A Vault server with KV v2 at {@code secret/} and a file audit device.
   *
   * @param address for example {@code http://127.0.0.1:20200}
   * @param rootToken a token with all rights; random for each run
   * @param auditLog JSON lines; count requests by {@code "type":"request"}
   * @param tlsAddress the same server with TLS, which takes client certificates and asks for none
   * @param caFile PEM, the authority of its certificate
   */
  public record VaultAccess(
      String address, String rootToken, Path auditLog, String tlsAddress, Path caFile) {
    @Override
    public String toString() {
      return "VaultAccess[" + address + "]";
    }
  }

  /**
   * The AWS emulator. It takes any credentials; {@code test}/{@code test} are used by convention.
   *
   * @param endpoint for example {@code http://127.0.0.1:20300}
   */
  public record Moto(String endpoint, String region) {}

  /**
   * The proxy for bad networks. Its proxies are gone after a restart.
   *
   * @param endpoint the address of its API
   */
  public record Toxiproxy(String endpoint) {}
}
