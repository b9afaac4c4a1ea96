package dev.keywright.e2e.launcher.process;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunDirectory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The record of what a run has started, one file per component, so that another process, or the
 * next launcher after a crash, can end exactly these processes. Thread-safe for different
 * components.
 */
public final class ProcessLedger {
  private final RunDirectory directory;

  public ProcessLedger(RunDirectory directory) {
    this.directory = directory;
  }

  public void record(ProcessRecord started) {
    JsonFile.write(
        directory.processes().resolve(started.spec().component().id() + ".json"), started);
  }

  /** The last start of a component, dead or alive. */
  public Optional<ProcessRecord> find(Component component) {
    return JsonFile.read(
        directory.processes().resolve(component.id() + ".json"), ProcessRecord.class);
  }

  /** Everything that was started, last started kind first: the order in which to end it. */
  public List<ProcessRecord> inReverse() {
    return Arrays.stream(Component.values())
        .sorted(Comparator.reverseOrder())
        .flatMap(component -> find(component).stream())
        .toList();
  }
}
