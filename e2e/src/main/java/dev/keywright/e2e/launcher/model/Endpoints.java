package dev.keywright.e2e.launcher.model;

/**
 * The loopback ports of one run. All are chosen before anything starts and stay the same when a
 * component is restarted.
 *
 * @param vault Vault's API port; the port after it belongs to Vault too (its cluster address)
 * @param vaultTls Vault's API again, with TLS; the port after it too
 */
public record Endpoints(
    int etcd,
    int etcdPeer,
    int apiserver,
    int controllerManager,
    int scheduler,
    int kwok,
    int vault,
    int moto,
    int toxiproxy,
    int vaultTls) {

  /** Chooses ports that are free now. */
  public static Endpoints choose(Ports ports) {
    return new Endpoints(
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.nextPair(),
        ports.next(),
        ports.next(),
        ports.nextPair());
  }
}
