package dev.keywright.e2e.demo.ground;

import dev.keywright.e2e.launcher.build.ControlPlaneChoice;
import java.util.List;
import java.util.Optional;

/** Which cluster the demo plays in, why, and what else there is. */
public sealed interface GroundChoice {
  /** At most so many names of contexts are listed. */
  int LISTED = 3;

  /**
   * A control plane of the demo's own, on loopback.
   *
   * @param reason why this one
   * @param another how to choose another
   */
  record Embedded(String reason, String another) implements GroundChoice {}

  /**
   * A cluster that runs already, used as a guest.
   *
   * @param reason why this one
   * @param another how to choose another
   */
  record Named(KubeContext context, String reason, String another) implements GroundChoice {}

  /**
   * None can be had.
   *
   * @param reason one line that says what to install or to correct
   */
  record Impossible(String reason) implements GroundChoice {}

  /**
   * What was found.
   *
   * @param wish what the person asked for
   * @param contexts the contexts of the kubeconfig files
   * @param own where a control plane of the demo's own would come from
   */
  record Findings(ClusterWish wish, List<KubeContext> contexts, ControlPlaneChoice own) {
    public Findings {
      contexts = List.copyOf(contexts);
    }
  }

  /** Decides. A cluster that runs already is used only when it is named. Pure. */
  static GroundChoice of(Findings found) {
    return switch (found.wish()) {
      case ClusterWish.Auto auto ->
          embedded(
              found,
              "no cluster was named, and one that runs already is used only when it is named");
      case ClusterWish.Embedded embedded -> embedded(found, "--on embedded");
      case ClusterWish.Context(String name) -> named(found, name);
    };
  }

  private static GroundChoice embedded(Findings found, String reason) {
    return switch (found.own()) {
      case ControlPlaneChoice.Impossible(String why) ->
          new Impossible(why + "; or use a cluster that runs already: " + another(found));
      case ControlPlaneChoice.GivenCluster given ->
          new Impossible(
              "KEYWRIGHT_E2E_KUBECONFIG gives a cluster to the tests, not to the demo: unset it, or name the context: "
                  + another(found));
      case ControlPlaneChoice.Assets assets -> new Embedded(reason, another(found));
      case ControlPlaneChoice.Cached cached -> new Embedded(reason, another(found));
      case ControlPlaneChoice.Build build -> new Embedded(reason, another(found));
    };
  }

  private static GroundChoice named(Findings found, String name) {
    Optional<KubeContext> context =
        found.contexts().stream().filter(known -> known.name().equals(name)).findFirst();
    return context
        .<GroundChoice>map(
            known -> new Named(known, "--on context " + name, "--on embedded needs no cluster"))
        .orElseGet(
            () ->
                new Impossible(
                    "no kubeconfig has a context %s (%s): correct the name or KUBECONFIG"
                        .formatted(name, names(found.contexts()))));
  }

  private static String another(Findings found) {
    return found.contexts().isEmpty()
        ? "--on context NAME (no kubeconfig has a context now)"
        : "--on context NAME (" + names(found.contexts()) + ")";
  }

  private static String names(List<KubeContext> contexts) {
    if (contexts.isEmpty()) {
      return "there are none";
    }
    String first =
        String.join(", ", contexts.stream().limit(LISTED).map(KubeContext::name).toList());
    int more = contexts.size() - LISTED;
    return "there "
        + (contexts.size() == 1 ? "is " : "are ")
        + first
        + (more > 0 ? " and " + more + " more" : "");
  }
}
