package dev.keywright.e2e.demo;

import dev.keywright.e2e.demo.ground.ClusterWish;
import dev.keywright.e2e.demo.screen.Screen;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./run demo}. */
@Command(
    name = "demo",
    customSynopsis = {"./run demo [--on auto|embedded|context NAME] [--keep]", "./run demo --stop"},
    sortOptions = false,
    description = {
      "Shows the main job step by step on real components: a Kubernetes control plane, Vault, and moto for AWS.",
      "Each step says what to look at and what was seen. Values are never printed."
    },
    footer = {
      "",
      "Exit codes: 0 every step was seen, 1 one was not (the last lines say what), 2 a wrong flag.",
      "NO_COLOR turns colour off."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--on",
      arity = "1..2",
      paramLabel = "auto|embedded|context NAME",
      hideParamSyntax = true,
      description = {
        "Where the cluster comes from. embedded: a control plane of its own on loopback.",
        "context NAME: the cluster of this kubeconfig context, as a guest: in namespaces of its own (keywright-demo, keywright-demo-shop), which are removed at the end, as are the ClusterRole and the CRDs that were not there before. Operator, Vault and moto run on this machine all the same.",
        "auto (default): embedded. A cluster that runs already is used only when it is named."
      })
  private List<String> on = List.of("auto");

  @Option(names = "--keep", description = "Leave everything running at the end; --stop ends it.")
  private boolean keep;

  @Option(names = "--stop", description = "End the demo that --keep has left running.")
  private boolean stop;

  // Read by picocli alone.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  private boolean help;

  @Override
  public Integer call() {
    ClusterWish wish =
        ClusterWish.of(on)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--on takes auto, embedded, or context and the name of a kubeconfig context"));
    if (stop && keep) {
      throw new ParameterException(spec.commandLine(), "--stop ends what --keep left: use one");
    }
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Screen screen = new Screen(out, Screen.isColourWanted(terminal, System.getenv()));
    Demo demo = new Demo(screen, out, terminal);
    if (stop) {
      demo.stopKept();
      return DONE;
    }
    return demo.play(wish, keep) ? DONE : FAILED;
  }
}
