package dev.keywright.e2e.install;

import java.util.List;
import java.util.Optional;

/**
 * What the person asks for.
 *
 * @param context of the kubeconfig; empty for the current one
 * @param registry where the image is pushed, for example {@code registry.example.com/team}; empty
 *     to load it into a cluster of this machine
 * @param namespace of the operator
 * @param values of the chart, each {@code key=value} as {@code helm --set} takes it
 */
record InstallRequest(
    Optional<String> context, Optional<String> registry, String namespace, List<String> values) {
  InstallRequest {
    values = List.copyOf(values);
  }
}
