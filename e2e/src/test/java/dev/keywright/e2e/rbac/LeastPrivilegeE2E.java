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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator does its main job with the rights that the chart renders, is refused nothing, and
 * has no right that it does not use. A right that the job cannot show in use is in {@code
 * rbac/exemptions.yaml}, with a reason.
 */
@RealCluster(with = {Component.VAULT, Component.MOTO})
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

  /** Ways to install the chart. */
  enum Install {
    CLUSTER_WIDE("wide"),
    NAMESPACE_LIST("list"),
    WITHOUT_CONSUMERS("calm");

    private final String id;

    Install(String id) {
      this.id = id;
    }

    /**
     * Values of the chart. The class is the served namespace, so that an operator for the whole
     * cluster keeps its hands off other tests; so do the admission policies, which are left out.
     */
    private List<String> values(String served) {
      List<String> values =
          new ArrayList<>(List.of("class=\"" + served + "\"", "admission.enabled=false"));
      switch (this) {
        case CLUSTER_WIDE -> {}
        case NAMESPACE_LIST -> values.add("watch.namespaces=[\"" + served + "\"]");
        case WITHOUT_CONSUMERS -> values.add("consumers.enabled=false");
      }
      return values;
    }
  }

  @ParameterizedTest(name = "G6 {0}: refused nothing, granted nothing in vain")
  @EnumSource
  void usesWhatItIsGranted(Install install) {
    String served = namespace + "-" + install.id;
    String home = served + "-op";
    makeNamespace(served);
    makeNamespace(home);
    RenderedChart chart = RenderedChart.of(served, home, install.values(served));
    MainJob.Setting setting =
        new MainJob.Setting(
            served, install != Install.NAMESPACE_LIST, install != Install.WITHOUT_CONSUMERS);
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
