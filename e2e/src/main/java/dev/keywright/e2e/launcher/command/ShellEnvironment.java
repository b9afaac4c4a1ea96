package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.model.RunFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables by which the usual clients find a run: kubectl, vault, aws.
 *
 * @param variables in the order in which they are shown
 */
record ShellEnvironment(Map<String, String> variables) {

  /** What a run has gets its variables; what it has not gets none. */
  static ShellEnvironment of(RunDirectory directory, RunFacts facts) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("KEYWRIGHT_RUN", directory.path().toString());
    if (facts.controlPlane() != null) {
      variables.put("KUBECONFIG", facts.controlPlane().kubeconfig().toString());
    }
    if (facts.vault() != null) {
      variables.put("VAULT_ADDR", facts.vault().address());
      variables.put("VAULT_TOKEN", facts.vault().rootToken());
    }
    if (facts.moto() != null) {
      variables.put("AWS_ENDPOINT_URL", facts.moto().endpoint());
      variables.put("AWS_REGION", facts.moto().region());
      variables.put("AWS_DEFAULT_REGION", facts.moto().region());
      variables.put("AWS_ACCESS_KEY_ID", "test");
      variables.put("AWS_SECRET_ACCESS_KEY", "test");
    }
    if (facts.toxiproxy() != null) {
      variables.put("TOXIPROXY_URL", facts.toxiproxy().endpoint());
    }
    return new ShellEnvironment(variables);
  }

  /** Lines for a POSIX shell, for example {@code export VAULT_ADDR='http://127.0.0.1:20200'}. */
  List<String> exports() {
    return variables.entrySet().stream()
        .map(entry -> "export " + entry.getKey() + "=" + quoted(entry.getValue()))
        .toList();
  }

  /** Within single quotes a shell takes everything as it is, except a single quote. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
