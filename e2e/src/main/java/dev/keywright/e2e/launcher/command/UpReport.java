package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.RunFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What {@code ./run up} tells at its end; its fields are those of {@code --json}.
 *
 * @param run the folder of the run
 * @param components all that run, in the order of start
 * @param addresses where they are, by the name that a person knows them by
 * @param environment what {@code ./run env} exports
 * @param commands three to try
 */
record UpReport(
    String run,
    List<Part> components,
    Map<String, String> addresses,
    Map<String, String> environment,
    List<String> commands) {
  private static final String LOAD = "eval \"$(./run env)\"";

  /**
   * A component that runs.
   *
   * @param startedNow by this command, not by one before
   */
  record Part(String name, long pid, boolean startedNow) {}

  /**
   * Tells about a run.
   *
   * @param before what ran before this command
   */
  static UpReport of(RealComponents run, Set<Component> before) {
    RunFacts facts = run.facts();
    List<Part> parts =
        run.control().running().stream()
            .sorted()
            .map(
                component ->
                    new Part(
                        component.id(),
                        run.control().process(component).pid(),
                        !before.contains(component)))
            .toList();
    return new UpReport(
        run.directory().path().toString(),
        parts,
        addresses(facts),
        ShellEnvironment.of(run.directory(), facts).variables(),
        commands(facts, parts));
  }

  /** The report for a person. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.addAll(named("started: ", Part::startedNow));
    lines.addAll(named("ran before: ", part -> !part.startedNow()));
    addresses.forEach((name, address) -> lines.add("%-12s %s".formatted(name, address)));
    lines.add("%-12s %s".formatted("files", run));
    lines.add("");
    lines.add("Try:");
    commands.forEach(command -> lines.add("  " + command));
    lines.add("All of it runs until ./run down.");
    return lines;
  }

  private List<String> named(String label, Predicate<Part> which) {
    List<String> names = components.stream().filter(which).map(Part::name).toList();
    return names.isEmpty() ? List.of() : List.of(label + String.join(", ", names));
  }

  private static Map<String, String> addresses(RunFacts facts) {
    Map<String, String> addresses = new LinkedHashMap<>();
    if (facts.controlPlane() != null) {
      addresses.put("kubernetes", facts.controlPlane().url());
      addresses.put("KUBECONFIG", facts.controlPlane().kubeconfig().toString());
    }
    if (facts.vault() != null) {
      addresses.put("vault", facts.vault().address());
    }
    if (facts.moto() != null) {
      addresses.put("moto", facts.moto().endpoint());
    }
    if (facts.toxiproxy() != null) {
      addresses.put("toxiproxy", facts.toxiproxy().endpoint());
    }
    return addresses;
  }

  /** Loads the environment, uses what there is, and breaks it. */
  private static List<String> commands(RunFacts facts, List<Part> parts) {
    String use =
        facts.controlPlane() != null
            ? "kubectl get nodes,crds"
            : facts.vault() != null
                ? "curl -H \"X-Vault-Token: $VAULT_TOKEN\" \"$VAULT_ADDR/v1/secret/config\""
                : "./run logs";
    String last = parts.isEmpty() ? "etcd" : parts.getLast().name();
    String broken = facts.vault() != null ? Component.VAULT.id() : last;
    return List.of(LOAD, use, "./run kill %s && ./run restart %s".formatted(broken, broken));
  }
}
