package dev.keywright.e2e.launcher.start;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.LaunchSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of each component in one run. Pure. */
final class CommandLines {
  private static final List<String> CONTROLLERS =
      List.of(
          "garbage-collector",
          "namespace",
          "serviceaccount",
          "serviceaccount-token",
          "root-ca-certificate-publisher",
          "deployment",
          "replicaset",
          "statefulset",
          "daemonset",
          "job",
          "cronjob",
          "endpointslice",
          "endpoints",
          "disruption",
          "clusterrole-aggregation",
          "resourcequota",
          "ttl-after-finished",
          "pod-garbage-collector",
          "legacy-serviceaccount-token-cleaner",
          "certificatesigningrequest-signing",
          "certificatesigningrequest-approving",
          "certificatesigningrequest-cleaner",
          "validatingadmissionpolicy-status",
          "node-lifecycle");

  private final Checkout checkout;
  private final RunDirectory run;
  private final Endpoints endpoints;

  CommandLines(Checkout checkout, RunDirectory run, Endpoints endpoints) {
    this.checkout = checkout;
    this.run = run;
    this.endpoints = endpoints;
  }

  /**
   * How to start the component.
   *
   * @param executable the component's binary; for moto the Python of its environment
   */
  LaunchSpec of(Component component, Path executable) {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(arguments(component));
    return new LaunchSpec(component, command, environment(component), run.log(component));
  }

  private List<String> arguments(Component component) {
    return switch (component) {
      case ETCD -> etcd();
      case KUBE_APISERVER -> apiserver();
      case KUBE_CONTROLLER_MANAGER -> controllerManager();
      case KUBE_SCHEDULER -> controlLoop(component, endpoints.scheduler());
      case KWOK -> kwok();
      case VAULT -> List.of("server", "-config=" + run.config("vault.json"));
      case MOTO ->
          List.of("-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(endpoints.moto()));
      case TOXIPROXY ->
          List.of("-host", "127.0.0.1", "-port", Integer.toString(endpoints.toxiproxy()));
    };
  }

  private Map<String, String> environment(Component component) {
    return switch (component) {
      case VAULT -> Map.of("VAULT_DISABLE_MLOCK", "1");
      case MOTO -> Map.of("PYTHONUNBUFFERED", "1", "PYTHONDONTWRITEBYTECODE", "1");
      case ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER, KUBE_SCHEDULER, KWOK, TOXIPROXY ->
          Map.of();
    };
  }

  private List<String> etcd() {
    String client = "http://127.0.0.1:" + endpoints.etcd();
    String peer = "http://127.0.0.1:" + endpoints.etcdPeer();
    return List.of(
        "--name=e2e",
        "--data-dir=" + run.data(Component.ETCD),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=e2e=" + peer,
        "--unsafe-no-fsync",
        "--log-level=warn",
        "--quota-backend-bytes=8589934592");
  }

  private List<String> apiserver() {
    Path pki = run.pki();
    return List.of(
        "--etcd-servers=http://127.0.0.1:" + endpoints.etcd(),
        "--bind-address=127.0.0.1",
        "--secure-port=" + endpoints.apiserver(),
        "--tls-cert-file=" + pki.resolve("server.crt"),
        "--tls-private-key-file=" + pki.resolve("server.key"),
        "--client-ca-file=" + pki.resolve("ca.crt"),
        "--service-account-key-file=" + pki.resolve("sa.pub"),
        "--service-account-signing-key-file=" + pki.resolve("sa.key"),
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--authorization-mode=Node,RBAC",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--allow-privileged=true",
        "--endpoint-reconciler-type=none",
        "--enable-aggregator-routing=true",
        "--audit-policy-file=" + run.config("audit-policy.yaml"),
        "--audit-log-path=" + run.kubernetesAudit(),
        "--audit-log-mode=blocking",
        "--encryption-provider-config=" + run.config("encryption.yaml"),
        "--encryption-provider-config-automatic-reload=true");
  }

  private List<String> controllerManager() {
    Path pki = run.pki();
    List<String> arguments =
        new ArrayList<>(
            controlLoop(Component.KUBE_CONTROLLER_MANAGER, endpoints.controllerManager()));
    arguments.addAll(
        List.of(
            "--use-service-account-credentials=true",
            "--service-account-private-key-file=" + pki.resolve("sa.key"),
            "--root-ca-file=" + pki.resolve("ca.crt"),
            "--cluster-signing-cert-file=" + pki.resolve("ca.crt"),
            "--cluster-signing-key-file=" + pki.resolve("ca.key"),
            "--controllers="
                + String.join(
                    ",", CONTROLLERS.stream().map(name -> name + "-controller").toList())));
    return arguments;
  }

  private List<String> controlLoop(Component component, int port) {
    Path kubeconfig = run.kubeconfig(component.id());
    return List.of(
        "--kubeconfig=" + kubeconfig,
        "--authentication-kubeconfig=" + kubeconfig,
        "--authorization-kubeconfig=" + kubeconfig,
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--tls-cert-file=" + run.pki().resolve("server.crt"),
        "--tls-private-key-file=" + run.pki().resolve("server.key"));
  }

  private List<String> kwok() {
    return List.of(
        "--kubeconfig=" + run.kubeconfig("kwok"),
        "--config=" + checkout.tool("kwok").resolve("stages.yaml"),
        "--manage-all-nodes=false",
        "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
        "--node-lease-duration-seconds=40",
        "--server-address=127.0.0.1:" + endpoints.kwok());
  }
}
