package dev.keywright.e2e.tool;

import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.build.ClientTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** kubectl with all rights on the cluster of a test. */
public final class Kubectl {
  private final Path binary;
  private final Path kubeconfig;
  private final Path cache;

  public Kubectl(RealComponents real) {
    this.binary = Tools.find(ClientTools::kubectl);
    this.kubeconfig = real.controlPlane().kubeconfig();
    this.cache = real.directory().path().resolve("kubectl-cache");
  }

  /** Runs it with these words. */
  public CommandResult run(String... words) {
    return runWith("", words);
  }

  /** Runs it with {@code input} as its standard input, for {@code -f -}. */
  public CommandResult runWith(String input, String... words) {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.add("--kubeconfig=" + kubeconfig);
    command.add("--cache-dir=" + cache);
    command.addAll(List.of(words));
    return CommandResult.of(command, input);
  }
}
