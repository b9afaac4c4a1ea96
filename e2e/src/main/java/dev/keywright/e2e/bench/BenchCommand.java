package dev.keywright.e2e.bench;

import dev.keywright.e2e.bench.report.BenchResult;
import dev.keywright.e2e.bench.report.ResultChart;
import dev.keywright.e2e.bench.report.ResultFile;
import dev.keywright.e2e.bench.report.ResultTable;
import dev.keywright.e2e.bench.scenario.Scenario;
import dev.keywright.e2e.bench.scenario.Scenarios;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.launcher.DetachedRun;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.StartOptions;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.process.LockFile;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the speeds that are promised. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the operator as it is packaged, as the chart's ServiceAccount, on a real control plane and a real Vault,"
          + " and in the same run a bare loop over the same calls: the limit.",
      "Everything is on loopback. Without flags all scenarios run, in about twenty minutes on 2 cores.",
      "docs/benchmarks/README.md says what the figures mean."
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int MOST_POLICIES = 20_000;
  private static final int MOST_RUNS = 20;

  @Option(
      names = {"--scenario", "--only"},
      paramLabel = "NAME",
      completionCandidates = ScenarioNames.class,
      description = "Only this one; may be given again. One of: ${COMPLETION-CANDIDATES}.")
  private List<String> names = List.of();

  @Option(
      names = "--policies",
      paramLabel = "N",
      split = ",",
      description =
          "How many policies, at most 20000; several, separated by commas, one after the other. Default: what each scenario suggests.")
  private List<Integer> policies = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "How often each scenario is run, at most 20. Default: 3 where one run gives one time, else 1.")
  private int runs;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write the figures to this file, in the form of docs/benchmarks/schema.json. Default: docs/benchmarks/bench.json when all scenarios have run.")
  private @Nullable Path json;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description =
          "Draw the times into this SVG file. Default: docs/benchmarks/bench.svg when all scenarios have run.")
  private @Nullable Path chart;

  @Option(
      names = "--on",
      paramLabel = "RUN",
      description =
          "Use the components of this run, which ./run up has started: up, or its folder. Default: start fresh ones.")
  private String on = "";

  @Option(
      names = "--keep",
      description = "Let the components go on afterwards; ./run down ends them.")
  private boolean keep;

  @Spec private @Nullable CommandSpec spec;

  /** The names of all scenarios. */
  static final class ScenarioNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Scenarios.ALL.stream().map(Scenario::name).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    BenchPlan plan = plan();
    try (ConsoleProgress progress = ConsoleProgress.onStandardError();
        RealComponents components = components(progress)) {
      BenchRunner.Outcome outcome;
      try (Stage stage = new Stage(components, progress)) {
        outcome = new BenchRunner(stage).run(plan);
      }
      if (!outcome.results().isEmpty()) {
        boolean whole = names.isEmpty() && policies.isEmpty() && outcome.failures().isEmpty();
        report(outcome.results(), whole);
      }
      outcome.failures().forEach(spec().commandLine().getErr()::println);
      return outcome.failures().isEmpty() ? 0 : 1;
    }
  }

  private void report(List<BenchResult> results, boolean whole) throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    out.print(ResultTable.of(results));
    out.flush();
    Optional<Path> picture = destination(chart, whole, "bench.svg");
    if (picture.isPresent()) {
      write(picture.get(), ResultChart.of(results, caption()));
    }
    Optional<Path> figures = destination(json, whole, "bench.json");
    if (figures.isPresent()) {
      write(figures.get(), ResultFile.of(results));
    }
  }

  /** What is published comes from a whole run; a part of one must not take its place. */
  private static Optional<Path> destination(@Nullable Path asked, boolean whole, String published) {
    if (asked != null) {
      return Optional.of(asked.toAbsolutePath());
    }
    return whole
        ? Optional.of(Checkout.current().root().resolve("docs/benchmarks").resolve(published))
        : Optional.empty();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String caption() {
    return "%s, %d processors, JDK %s"
        .formatted(
            LocalDate.now(Clock.system(ZoneOffset.UTC)),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature());
  }

  private RealComponents components(Progress progress) {
    if (!on.isEmpty()) {
      RealComponents attached =
          RealComponents.attach(DetachedRun.named(on, CacheFolder.current(), Checkout.current()));
      attached.installCrds();
      return attached.require(Stage.components());
    }
    StartOptions options = StartOptions.of(Stage.components(), progress).withMinimalVault();
    if (!keep) {
      return RealComponents.start(options);
    }
    DetachedRun run = DetachedRun.here();
    try (LockFile lock = run.lock()) {
      return RealComponents.start(options.detachedIn(run.directory()));
    }
  }

  private BenchPlan plan() {
    if (policies.stream().anyMatch(count -> count < 1 || count > MOST_POLICIES)) {
      throw wrong("--policies takes numbers from 1 to " + MOST_POLICIES);
    }
    if (runs < 0 || runs > MOST_RUNS) {
      throw wrong("--runs takes a number from 1 to " + MOST_RUNS);
    }
    List<Scenario> scenarios =
        names.isEmpty() ? Scenarios.ALL : names.stream().distinct().map(this::scenario).toList();
    return BenchPlan.of(scenarios, policies, runs);
  }

  private Scenario scenario(String name) {
    return Scenarios.named(name)
        .orElseThrow(
            () ->
                wrong(
                    "there is no scenario %s; there are %s"
                        .formatted(name, String.join(", ", new ScenarioNames()))));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }
}
