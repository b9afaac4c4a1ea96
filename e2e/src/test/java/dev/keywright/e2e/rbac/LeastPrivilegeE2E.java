package dev.keywright.e2e.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.chart.RenderedChart;
import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The operator does its main job with the rights that the chart renders, is refused nothing, and
 * has no right that it does not use. A right that the job cannot show in use is in {@code
 * rbac/exemptions.yaml}, with a reason.
 */
@ResourceLock("chart") // its cluster roles have one name
@RealCluster(with = Component.VAULT)
final class LeastPrivilegeE2E {
  private final RealComponents real;
  private final KubernetesClient admin;
  private final String namespace;
  private @TempDir Path logs;

  LeastPrivilegeE2E(RealComponents real, KubernetesClient admin, TestNamespace namespace) {
    this.real = real;
    this.admin = admin;
    this.namespace = namespace.name();
  }

  @Test
  @DisplayName("the operator is refused nothing, and no right of the chart is granted in vain")
  void usesWhatItIsGranted() {
    String served = namespace + "-wide";
    String home = served + "-op";
    makeNamespace(served);
    makeNamespace(home);
    RenderedChart chart = RenderedChart.of(home, "class=\"" + served + "\"");
    MainJob.Setting setting = new MainJob.Setting(served, true, true);
    try (InstalledOperator operator = new InstalledOperator(real, home, chart, logs);
        VaultSetup vault = real.vaultSetup()) {
      MainJob job = new MainJob(real, vault, served, setting);
      job.sync();
      job.repair();
      operator.restart();
      job.rotate();
      job.remove();
      operator.stop();
      check(operator);
    } finally {
      admin.namespaces().withName(served).delete();
      admin.namespaces().withName(home).delete();
    }
  }

  private void check(InstalledOperator operator) {
    List<AuditedRequest> requests =
        AuditedRequest.of(operator.user(), real.controlPlane().requireAuditLog());
    assertThat(requests).as("the log of %s", operator.user()).isNotEmpty();
    assertThat(requests).as("refused").noneMatch(AuditedRequest::isRefused);
    Set<Right> granted = Right.grantedBy(operator.chart());
    assertThat(granted)
        .as("granted, never used, and not in rbac/exemptions.yaml")
        .filteredOn(right -> requests.stream().noneMatch(right::allows))
        .filteredOn(right -> Exemption.all().stream().noneMatch(each -> each.covers(right)))
        .isEmpty();
  }

  private void makeNamespace(String name) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }
}
