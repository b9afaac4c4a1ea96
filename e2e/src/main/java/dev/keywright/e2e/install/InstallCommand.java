package dev.keywright.e2e.install;

import dev.keywright.e2e.image.ImageBuild;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import dev.keywright.e2e.launcher.progress.Progress;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./run install}. Progress goes to standard error, what to try first to standard output. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "Builds the image, brings it to a cluster and installs the chart there.",
      "A cluster of kind, k3d or minikube, known by the name of its context, gets the image directly;",
      "every other one pulls it from the registry of --registry."
    })
public final class InstallCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig. Default: the current one.")
  private @Nullable String context;

  @Option(
      names = "--registry",
      paramLabel = "REGISTRY",
      description = "Push the image there, for example registry.example.com/team.")
  private @Nullable String registry;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Namespace of the operator. Default: keywright.")
  private String namespace = "keywright";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A value of the chart, as helm --set takes it. May be repeated.")
  private List<String> values = List.of();

  @Override
  public void run() {
    Checkout checkout = Checkout.current();
    ProgramPath path = ProgramPath.ofThisProcess();
    switch (InstallPlan.of(request(), findings(path))) {
      case InstallPlan.Impossible(String reason) -> throw new LauncherFailure(reason);
      case InstallPlan.Possible plan -> {
        try (ConsoleProgress progress = ConsoleProgress.onStandardError()) {
          installation(checkout, path, progress).carryOut(plan);
        }
        spec.commandLine().getOut().println(FirstPolicy.text(plan.context(), plan.namespace()));
      }
    }
  }

  private static Installation installation(Checkout checkout, ProgramPath path, Progress progress) {
    return new Installation(
        new ImageBuild(checkout, progress),
        new ClusterCrds(checkout.crds()),
        new ProgramRun(path, checkout.root().resolve("target/install")),
        checkout.root().resolve("helm/keywright"),
        progress);
  }

  private InstallRequest request() {
    return new InstallRequest(
        Optional.ofNullable(context), Optional.ofNullable(registry), namespace, values);
  }

  private static Findings findings(ProgramPath path) {
    Config kubeconfig = Config.autoConfigure(null);
    return new Findings(
        kubeconfig.getContexts().stream().map(NamedContext::getName).toList(),
        Optional.ofNullable(kubeconfig.getCurrentContext()).map(NamedContext::getName),
        path.present(InstallPlan.PROGRAMS));
  }
}
