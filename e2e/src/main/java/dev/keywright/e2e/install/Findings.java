package dev.keywright.e2e.install;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is on this machine.
 *
 * @param contexts of the kubeconfig; empty without one
 * @param currentContext the one that kubectl uses by default
 * @param programs of those that an installation may need, the ones on PATH
 */
record Findings(List<String> contexts, Optional<String> currentContext, Set<String> programs) {
  Findings {
    contexts = List.copyOf(contexts);
    programs = Set.copyOf(programs);
  }
}
