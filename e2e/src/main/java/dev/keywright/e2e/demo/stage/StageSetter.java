package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.demo.ground.Cast;
import dev.keywright.e2e.demo.ground.ClusterGuest;
import dev.keywright.e2e.demo.ground.GroundChoice;
import dev.keywright.e2e.demo.ground.KubeContext;
import dev.keywright.e2e.demo.ground.NamedCluster;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.StartOptions;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import dev.keywright.e2e.launcher.progress.Progress;
import dev.keywright.e2e.operator.ChartRights;
import dev.keywright.e2e.operator.OperatorUnderTest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings everything up. Each thing that is brought up adds its ending to the curtain before the
 * next one is begun.
 */
public final class StageSetter {
  private static final Set<Component> STORES = Set.of(Component.VAULT, Component.MOTO);
  private static final Set<Component> NEEDED_LATER =
      Set.of(
          Component.VAULT,
          Component.MOTO,
          Component.KUBE_CONTROLLER_MANAGER,
          Component.KUBE_SCHEDULER,
          Component.KWOK);

  private final StartOptions options;
  private final Progress progress;
  private final Curtain curtain;
  private final Checkout checkout;

  /**
   * @param options of the real components; which ones is decided here
   */
  public StageSetter(StartOptions options, Curtain curtain) {
    this.options = options;
    this.progress = options.progress();
    this.checkout = options.checkout();
    this.curtain = curtain;
  }

  /** Brings up a control plane too. */
  public Stage onOwnCluster() {
    EnumSet<Component> all = EnumSet.copyOf(Component.CONTROL_PLANE);
    all.addAll(STORES);
    RealComponents components = start(all, NEEDED_LATER);
    DemoFiles files = new DemoFiles(components.directory());
    files.remember(new DemoFiles.Traces(null, List.of(), null));
    KubernetesClient admin = components.access().admin();
    Platform platform =
        new Platform(Cast.atHome(), components.controlPlane(), admin, components, files);
    DemoOperator operator = startOperator(platform, null, List.of());
    curtain.atEnd(operator.process()::kill);
    components.await(all);
    return furnish(platform, operator);
  }

  /**
   * Uses a cluster that runs already; brings up the stores only.
   *
   * @throws LauncherFailure when the cluster refuses what the demo needs
   */
  public Stage onNamedCluster(GroundChoice.Named choice) {
    try {
      return asGuest(choice);
    } catch (KubernetesClientException e) {
      throw new LauncherFailure(
          "the cluster of context %s answers %d; the demo needs the rights to make namespaces, ClusterRoles and CRDs: %s"
              .formatted(choice.context().name(), e.getCode(), reason(e)),
          e);
    }
  }

  private static String reason(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? "it does not say why"
        : e.getStatus().getMessage();
  }

  private Stage asGuest(GroundChoice.Named choice) {
    NamedCluster cluster = NamedCluster.open(choice.context());
    curtain.atEnd(cluster.admin()::close);
    RealComponents components = start(STORES, Set.of());
    DemoFiles files = new DemoFiles(components.directory());
    Cast cast = Cast.guestIn(choice.context());
    ClusterGuest guest = new ClusterGuest(cluster.admin(), cast, InstantSource.system());
    List<String> installed = arrive(guest, files, choice.context());
    Platform platform =
        new Platform(cast, cluster.controlPlane(), cluster.admin(), components, files);
    DemoOperator operator = startOperator(platform, choice.context(), installed);
    curtain.atEnd(operator.process()::close);
    return furnish(platform, operator);
  }

  private record Platform(
      Cast cast,
      ControlPlane cluster,
      KubernetesClient admin,
      RealComponents components,
      DemoFiles files) {}

  private RealComponents start(Set<Component> components, Set<Component> later) {
    RealComponents started =
        RealComponents.start(options.with(components).inBackground(later).withMinimalVault());
    curtain.atEnd(started::endAll);
    return started;
  }

  private List<String> arrive(ClusterGuest guest, DemoFiles files, KubeContext context) {
    List<String> installed = new ArrayList<>();
    curtain.atEnd(() -> leave(guest, installed));
    files.remember(new DemoFiles.Traces(context, List.of(), null));
    try (Progress.Task task = progress.begin("preparing the cluster", Duration.ZERO)) {
      guest.makeNamespaces();
      installed.addAll(guest.installMissingCrds(checkout.crds()));
      task.succeeded();
    }
    files.remember(new DemoFiles.Traces(context, installed, null));
    return installed;
  }

  private void leave(ClusterGuest guest, List<String> installed) {
    try {
      Departure.of(guest, installed).forEach(progress::say);
    } catch (KubernetesClientException e) {
      progress.say(
          "the cluster answers %d, so what the demo made there, if anything, is left"
              .formatted(e.getCode()));
    }
  }

  private DemoOperator startOperator(
      Platform platform, @Nullable KubeContext context, List<String> installed) {
    Cast cast = platform.cast();
    try (Progress.Task task = progress.begin("starting the operator", Duration.ZERO)) {
      new ChartRights(checkout.root().resolve("helm/keywright"))
          .grant(platform.admin(), cast.operatorNamespace(), cast.serviceAccount());
      Path kubeconfig =
          OperatorAccess.write(platform.files().run(), platform.cluster(), platform.admin(), cast);
      OperatorUnderTest process =
          OperatorUnderTest.startDetached(
              kubeconfig, platform.files().operatorLog(), flags(platform));
      platform.files().remember(new DemoFiles.Traces(context, installed, process.identity()));
      task.succeeded();
      return new DemoOperator(process, kubeconfig);
    }
  }

  /** In a cluster of somebody else it serves nothing but the demo's own namespace and class. */
  private static List<String> flags(Platform platform) {
    Cast cast = platform.cast();
    List<String> flags = new ArrayList<>();
    flags.add("--operator-namespace=" + cast.operatorNamespace());
    flags.add("--audit-file=" + platform.files().auditLog());
    if (!cast.installationClass().isEmpty()) {
      flags.add("--class=" + cast.installationClass());
      flags.add("--watch-namespaces=" + cast.namespace());
    }
    return flags;
  }

  private Stage furnish(Platform platform, DemoOperator operator) {
    DemoVault vault = new DemoVault(platform.components());
    DemoAws aws = new DemoAws(platform.components().moto());
    curtain.atEnd(vault::close);
    curtain.atEnd(aws::close);
    vault.prepare(platform.admin(), platform.cast());
    aws.prepare();
    DemoObjects objects = new DemoObjects(platform.admin(), platform.cast());
    objects.makeNamespace();
    return new Stage(
        platform.cast(),
        platform.cluster(),
        objects,
        new Stage.Stores(vault, aws),
        operator,
        platform.files(),
        new Chronicle());
  }
}
