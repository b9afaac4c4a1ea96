package dev.keywright.e2e.install;

import dev.keywright.e2e.image.BuiltImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an installation will do, decided before anything is done. */
sealed interface InstallPlan {
  String HELM = "helm";

  /** Programs that an installation may need. */
  List<String> PROGRAMS = List.of(HELM, "kind", "k3d", "minikube");

  /** It cannot be done; the reason says what to install or to correct. */
  record Impossible(String reason) implements InstallPlan {}

  /**
   * It can.
   *
   * @param context of the kubeconfig
   */
  record Possible(String context, Delivery delivery, String namespace, List<String> values)
      implements InstallPlan {
    public Possible {
      values = List.copyOf(values);
    }

    /**
     * The arguments of Helm. What the person sets comes last and so wins.
     *
     * @param chart the folder of the chart
     */
    List<String> helmArguments(Path chart, BuiltImage image) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "upgrade",
                  "--install",
                  "keywright",
                  chart.toString(),
                  "--kube-context",
                  context,
                  "--namespace",
                  namespace,
                  "--create-namespace",
                  "--set-string",
                  "image.repository=" + delivery.repository(image),
                  "--set-string",
                  "image.tag=" + image.tag(),
                  "--wait",
                  "--timeout",
                  "3m"));
      values.forEach(value -> arguments.addAll(List.of("--set", value)));
      return List.copyOf(arguments);
    }
  }

  /** Decides. Pure. */
  static InstallPlan of(InstallRequest request, Findings found) {
    Optional<String> context = request.context().or(found::currentContext);
    if (context.isEmpty()) {
      return new Impossible(
          found.contexts().isEmpty()
              ? "there is no kubeconfig: set KUBECONFIG, or make a cluster, for instance with kind create cluster"
              : "the kubeconfig has no current context: name one with --context ("
                  + String.join(", ", found.contexts())
                  + ")");
    }
    if (!found.contexts().contains(context.get())) {
      return new Impossible(
          "the kubeconfig has no context %s: name one with --context (%s)"
              .formatted(
                  context.get(),
                  found.contexts().isEmpty()
                      ? "it has none at all"
                      : String.join(", ", found.contexts())));
    }
    if (!found.programs().contains(HELM)) {
      return new Impossible(
          "helm is not on PATH: install Helm 3 or newer (https://helm.sh/docs/intro/install)");
    }
    return deliver(request, context.get(), found);
  }

  private static InstallPlan deliver(InstallRequest request, String context, Findings found) {
    if (request.registry().isPresent()) {
      String registry = request.registry().get().replaceFirst("/+$", "");
      return possible(request, context, new Delivery.PushTo(registry));
    }
    Optional<Delivery.ByProgram> local = Delivery.intoLocalCluster(context);
    if (local.isEmpty()) {
      return new Impossible(
          "context %s is no cluster of kind, k3d or minikube: name a registry that its nodes pull from with --registry"
              .formatted(context));
    }
    Delivery.ByProgram load = local.get();
    return found.programs().contains(load.program())
        ? possible(request, context, load)
        : new Impossible(
            "context %s is a cluster of %s, which is not on PATH: install it (%s), or name a registry with --registry"
                .formatted(context, load.program(), load.source()));
  }

  private static Possible possible(InstallRequest request, String context, Delivery delivery) {
    return new Possible(context, delivery, request.namespace(), request.values());
  }
}
