package dev.keywright.e2e.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.chart.RenderedChart;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.operator.OperatorUnderTest;
import dev.keywright.e2e.tool.Kubectl;
import dev.keywright.e2e.tool.YamlDocuments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packaged operator with the flags of the chart's Deployment, acting as the ServiceAccount and
 * under the roles that Helm renders.
 */
final class InstalledOperator implements AutoCloseable {
  private static final List<String> RBAC =
      List.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

  private final RealComponents real;
  private final Kubectl kubectl;
  private final String namespace;
  private final String account;
  private final RenderedChart chart;
  private final Path logs;
  private OperatorUnderTest process;

  /**
   * Installs and starts it.
   *
   * @param namespace of the installation; must exist
   * @param logs folder for what it prints
   */
  InstalledOperator(RealComponents real, String namespace, RenderedChart chart, Path logs) {
    this.real = real;
    this.kubectl = new Kubectl(real);
    this.namespace = namespace;
    this.account = chart.all("ServiceAccount").getFirst().at("/metadata/name").asText();
    this.chart = chart;
    this.logs = logs;
    kubectl.runWith(manifests(), "apply", "-f", "-").output();
    this.process = start();
  }

  RenderedChart chart() {
    return chart;
  }

  /** The user that the API server sees. */
  String user() {
    return "system:serviceaccount:" + namespace + ":" + account;
  }

  String log() {
    return process.log();
  }

  /** Ends it in good order and starts it again. */
  void restart() {
    process.close();
    process = start();
  }

  /** Ends it in good order. */
  void stop() {
    process.close();
  }

  @Override
  public void close() {
    process.close();
    kubectl.runWith(manifests(), "delete", "--ignore-not-found", "-f", "-").output();
  }

  private OperatorUnderTest start() {
    List<String> flags = new ArrayList<>(chart.arguments());
    flags.add("--kubelet-sync-bound=5s");
    return OperatorUnderTest.start(real.access().kubeconfig(namespace, account), logs, flags);
  }

  private String manifests() {
    Stream<JsonNode> wanted = RBAC.stream().flatMap(kind -> chart.all(kind).stream());
    return wanted.map(YamlDocuments::text).collect(Collectors.joining());
  }
}
