package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that is built from a pinned Go module under {@code e2e/tools}.
 *
 * @param name the executable's file name, and its folder in the cache
 * @param module the folder under {@code e2e/tools} that holds go.mod and go.sum
 * @param flags the flags of {@code go build}, without {@code -o}
 * @param importPath the main package
 * @param expected how long a build takes on 2 cores with nothing cached
 */
public record GoProgram(
    String name, String module, List<String> flags, String importPath, Duration expected) {
  private static final String KUBERNETES_VERSION = "v1.36.3";
  private static final String STRIPPED = "-ldflags=-s -w";

  private static final Map<Component, GoProgram> PROGRAMS =
      Stream.of(
              Map.entry(
                  Component.ETCD,
                  new GoProgram(
                      "etcd",
                      "etcd",
                      List.of("-trimpath", STRIPPED),
                      "go.etcd.io/etcd/server/v3",
                      Duration.ofSeconds(56))),
              Map.entry(Component.KUBE_APISERVER, kubernetes("kubernetes", "kube-apiserver", 223)),
              Map.entry(
                  Component.KUBE_CONTROLLER_MANAGER,
                  kubernetes("kubernetes", "kube-controller-manager", 77)),
              Map.entry(Component.KUBE_SCHEDULER, kubernetes("kubernetes", "kube-scheduler", 5)),
              Map.entry(
                  Component.KWOK,
                  new GoProgram(
                      "kwok",
                      "kwok",
                      List.of("-p", "2", "-trimpath", STRIPPED),
                      "sigs.k8s.io/kwok/cmd/kwok",
                      Duration.ofSeconds(71))),
              Map.entry(
                  Component.TOXIPROXY,
                  new GoProgram(
                      "toxiproxy-server",
                      "toxiproxy",
                      List.of(
                          "-trimpath",
                          STRIPPED + " -X github.com/Shopify/toxiproxy/v2.Version=2.5.0"),
                      "github.com/Shopify/toxiproxy/v2/cmd/server",
                      Duration.ofSeconds(7))),
              Map.entry(
                  Component.VAULT,
                  new GoProgram(
                      "vault",
                      "vault",
                      List.of("-p", "2", "-trimpath", STRIPPED),
                      "github.com/hashicorp/vault",
                      Duration.ofSeconds(593))))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /**
   * Vault with its {@code minimal} build tag: JWT auth but no kubernetes auth, Raft storage but no
   * file storage.
   */
  static final GoProgram MINIMAL_VAULT =
      new GoProgram(
          "vault-minimal",
          "vault",
          List.of("-p", "2", "-trimpath", "-tags=minimal", STRIPPED),
          "github.com/hashicorp/vault",
          Duration.ofSeconds(336));

  /** The client of Kubernetes, of the same version as the control plane. */
  static final GoProgram KUBECTL = kubernetes("kubectl", "kubectl", 30);

  /**
   * Renders and installs the chart. Without these linker flags it takes every cluster that it does
   * not talk to for Kubernetes 1.20.
   */
  static final GoProgram HELM =
      new GoProgram(
          "helm",
          "helm",
          List.of(
              "-p",
              "2",
              "-trimpath",
              STRIPPED
                  + " -X helm.sh/helm/v3/internal/version.version=v3.19.2"
                  + " -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=1"
                  + " -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=36"),
          "helm.sh/helm/v3/cmd/helm",
          Duration.ofSeconds(150));

  public GoProgram {
    flags = List.copyOf(flags);
  }

  /** The program of a component. Only moto has none. */
  static GoProgram of(Component component) {
    GoProgram program = PROGRAMS.get(component);
    if (program == null) {
      throw new IllegalArgumentException(component.id() + " is not a Go program");
    }
    return program;
  }

  /** The full command line that writes the executable to {@code output}. */
  List<String> command(String output) {
    List<String> command = new ArrayList<>(List.of("go", "build"));
    command.addAll(flags);
    command.addAll(List.of("-o", output, importPath));
    return command;
  }

  /**
   * Without these linker flags the API server calls itself v0.0.0, which Helm and clients refuse.
   */
  private static GoProgram kubernetes(String module, String name, int seconds) {
    String versions =
        Stream.of("k8s.io/component-base/version", "k8s.io/client-go/pkg/version")
            .flatMap(
                variable ->
                    Stream.of(
                            "gitVersion=" + KUBERNETES_VERSION,
                            "gitMajor=1",
                            "gitMinor=36",
                            "gitCommit=module",
                            "gitTreeState=clean",
                            "buildDate=2026-11-23T00:00:00Z")
                        .map(value -> " -X " + variable + "." + value))
            .collect(Collectors.joining());
    return new GoProgram(
        name,
        module,
        List.of(
            "-p",
            "2",
            "-trimpath",
            "-pgo=off",
            "-tags=selinux,notest,grpcnotrace",
            STRIPPED + versions),
        "k8s.io/kubernetes/cmd/" + name,
        Duration.ofSeconds(seconds));
  }
}
