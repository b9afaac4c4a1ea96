package dev.keywright.testkit.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes a line for every test of every engine to a new file in {@code target/behaviour-reports}.
 * JUnit finds it by ServiceLoader. Thread-safe.
 *
 * <p>A test that never began, because a container above it failed or was skipped, has a line too,
 * with the container's state. A file without its last line belongs to a JVM that ended early.
 */
public final class BehaviourReportListener implements TestExecutionListener {
  /** The system property that names another folder. */
  public static final String FOLDER_PROPERTY = "keywright.behaviour-reports";

  private final Path folder;
  private final Set<UniqueId> reported = ConcurrentHashMap.newKeySet();
  private @Nullable TestPlan plan;
  private @Nullable ReportFile file;

  /** Reports to the folder of {@link #FOLDER_PROPERTY}, if the build folder it is in exists. */
  public BehaviourReportListener() {
    this(Path.of(System.getProperty(FOLDER_PROPERTY, "target/behaviour-reports")));
  }

  BehaviourReportListener(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    reported.clear();
    plan = started;
    file = Files.isDirectory(folder.resolveSibling(".")) ? ReportFile.in(folder) : null;
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    if (file != null) {
      file.finish();
    }
  }

  @Override
  public void executionSkipped(TestIdentifier skipped, String reason) {
    reportAllUnder(skipped, new Verdict(TestState.SKIPPED, reason, ""));
  }

  @Override
  public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
    Verdict verdict = Verdict.of(result);
    if (finished.isTest()) {
      report(finished, verdict);
    } else if (verdict.state() != TestState.PASSED) {
      reportAllUnder(finished, verdict);
    }
  }

  /** The leaves that have no line yet; the container itself, if its failure would be lost else. */
  private void reportAllUnder(TestIdentifier container, Verdict verdict) {
    TestPlan known = Objects.requireNonNull(plan);
    List<TestIdentifier> leaves =
        known.getDescendants(container).stream()
            .filter(below -> known.getChildren(below).isEmpty())
            .filter(below -> !reported.contains(below.getUniqueIdObject()))
            .toList();
    leaves.forEach(leaf -> report(leaf, verdict));
    if (leaves.isEmpty()) {
      report(container, verdict);
    }
  }

  private void report(TestIdentifier test, Verdict verdict) {
    if (file != null && reported.add(test.getUniqueIdObject())) {
      file.add(new ReportLine(className(test), path(test), verdict));
    }
  }

  /** Display names from the test class down, without the engine. */
  private List<String> path(TestIdentifier test) {
    List<String> names = new ArrayList<>();
    for (Optional<TestIdentifier> at = Optional.of(test);
        at.isPresent() && at.get().getParentId().isPresent();
        at = Objects.requireNonNull(plan).getParent(at.get())) {
      names.addFirst(at.get().getDisplayName());
    }
    return names;
  }

  private String className(TestIdentifier test) {
    for (Optional<TestIdentifier> at = Optional.of(test);
        at.isPresent();
        at = Objects.requireNonNull(plan).getParent(at.get())) {
      Optional<String> name = at.get().getSource().flatMap(BehaviourReportListener::className);
      if (name.isPresent()) {
        return name.get();
      }
    }
    return "";
  }

  private static Optional<String> className(TestSource source) {
    return switch (source) {
      case ClassSource named -> Optional.of(named.getClassName());
      case MethodSource method -> Optional.of(method.getClassName());
      default -> Optional.empty();
    };
  }
}
