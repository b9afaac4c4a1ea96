package dev.keywright.e2e.install;

import dev.keywright.e2e.image.BuiltImage;
import dev.keywright.e2e.image.ImageSource;
import dev.keywright.e2e.launcher.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;

/** Carries a plan out. May be repeated: what is there already stays. */
final class Installation {
  private static final Duration LOADING = Duration.ofSeconds(20);
  private static final Duration ROLLOUT = Duration.ofSeconds(30);

  /** Brings the CRDs of a cluster up to date. */
  interface Crds {
    /**
     * Applies them.
     *
     * @param context of the kubeconfig
     */
    void apply(String context);
  }

  private final ImageSource images;
  private final Crds crds;
  private final ProgramRun programs;
  private final Path chart;
  private final Progress progress;

  /**
   * @param chart the folder of the chart
   */
  Installation(ImageSource images, Crds crds, ProgramRun programs, Path chart, Progress progress) {
    this.images = images;
    this.crds = crds;
    this.programs = programs;
    this.chart = chart;
    this.progress = progress;
  }

  /**
   * Builds, delivers, installs, and waits until the operator is ready.
   *
   * @throws dev.keywright.e2e.launcher.model.LauncherFailure with one line when a step fails
   */
  void carryOut(InstallPlan.Possible plan) {
    BuiltImage image = images.build();
    deliver(plan, image);
    work("applying the CRDs", Duration.ZERO, () -> crds.apply(plan.context()));
    work(
        "installing the chart and waiting for the operator",
        ROLLOUT,
        () ->
            programs.run(
                InstallPlan.HELM,
                plan.helmArguments(chart, image),
                "See: kubectl --context %s -n %s describe pods -l app.kubernetes.io/name=keywright"
                    .formatted(plan.context(), plan.namespace())));
  }

  private void deliver(InstallPlan.Possible plan, BuiltImage image) {
    switch (plan.delivery()) {
      case Delivery.PushTo registry ->
          images.push(image, registry.repository(image) + ":" + image.tag());
      case Delivery.ByProgram load ->
          work(
              "loading %s with %s".formatted(image.reference(), load.program()),
              LOADING,
              () ->
                  programs.run(
                      load.program(),
                      load.arguments(image),
                      "Is the cluster of context %s running?".formatted(plan.context())));
    }
  }

  private void work(String what, Duration expected, Runnable work) {
    try (Progress.Task task = progress.begin(what, expected)) {
      work.run();
      task.succeeded();
    }
  }
}
