package dev.keywright.e2e.launcher.start;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.process.LastLine;
import dev.keywright.e2e.launcher.process.LaunchSpec;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.process.ProcessLedger;
import dev.keywright.e2e.launcher.process.ProcessRecord;
import dev.keywright.e2e.launcher.process.Processes;
import dev.keywright.e2e.launcher.vault.VaultServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * Starts, ends, pauses and restarts the components of one run. Works from any process, since all it
 * needs is in the run's folder. After {@link #close} nothing can be started any more.
 */
public final class ComponentControl {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private final Run run;
  private final ProcessLedger ledger;
  private final Processes processes = new Processes();
  private boolean closed;

  public ComponentControl(Run run) {
    this.run = run;
    this.ledger = new ProcessLedger(run.directory());
  }

  /** Starts the component and waits until it serves. */
  void start(LaunchSpec spec) {
    ProcessRecord started;
    synchronized (this) {
      if (closed) {
        throw new LauncherFailure(
            "the run has ended; " + spec.component().id() + " is not started");
      }
      started = processes.start(spec);
      ledger.record(started);
    }
    awaitReady(started);
  }

  /** The components that were started, dead or alive. */
  public Set<Component> parts() {
    EnumSet<Component> parts = EnumSet.noneOf(Component.class);
    ledger.inReverse().forEach(record -> parts.add(record.spec().component()));
    return parts;
  }

  /** The components whose processes live. */
  public Set<Component> running() {
    Set<Component> running = parts();
    running.removeIf(component -> !isRunning(component));
    return running;
  }

  /** Whether the component was started and its process lives. */
  public boolean isRunning(Component component) {
    return ledger.find(component).filter(record -> record.identity().isAlive()).isPresent();
  }

  /** The process of the component, dead or alive. */
  public ProcessIdentity process(Component component) {
    return record(component).identity();
  }

  /** What the component runs. */
  public Path executable(Component component) {
    return Path.of(record(component).spec().command().getFirst());
  }

  /** Ends the component without warning (SIGKILL). */
  public void kill(Component component) {
    processes.kill(record(component).identity());
  }

  /**
   * Starts the component again, ended before or not, on the same ports and data; waits until it
   * serves.
   */
  public void restart(Component component) {
    ProcessRecord before = record(component);
    processes.stop(before.identity(), STOP_PATIENCE);
    start(before.spec());
    if (component == Component.VAULT) {
      new VaultServer(run.directory(), run.endpoints()).open();
    }
  }

  /** Stops the component where it is (SIGSTOP): it accepts connections and never answers. */
  public void pause(Component component) {
    processes.pause(record(component).identity());
  }

  /** Lets a paused component go on. */
  public void resume(Component component) {
    processes.resume(record(component).identity());
  }

  /** Ends every process of the run, the last started first. */
  public void close() {
    close(Component.ALL);
  }

  /** Ends these and starts no other, the last started first. */
  public void close(Set<Component> components) {
    synchronized (this) {
      closed = true;
    }
    ledger.inReverse().stream()
        .filter(record -> components.contains(record.spec().component()))
        .forEach(record -> processes.stop(record.identity(), STOP_PATIENCE));
  }

  /** Asks the component to end, and waits until it has. */
  void stop(Component component) {
    processes.stop(record(component).identity(), STOP_PATIENCE);
  }

  /** Waits until a component that runs serves, paused before or not. */
  void awaitReady(Component component) {
    resume(component);
    awaitReady(record(component));
  }

  private ProcessRecord record(Component component) {
    return ledger
        .find(component)
        .orElseThrow(
            () ->
                new LauncherFailure(
                    "%s is not a part of this run; start it with ./run up %s"
                        .formatted(component.id(), component.id())));
  }

  private void awaitReady(ProcessRecord started) {
    LaunchSpec spec = started.spec();
    try (Probes probes = new Probes(run.directory(), run.endpoints())) {
      Awaitility.await(spec.component().id())
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .failFast(() -> !started.identity().isAlive())
          .until(() -> probes.isReady(spec.component()));
    } catch (TerminalFailureException e) {
      throw new LauncherFailure(
          "%s ended at its start: %s (all of it: %s)"
              .formatted(spec.component().id(), LastLine.of(spec.log()), spec.log()),
          e);
    } catch (ConditionTimeoutException e) {
      throw new LauncherFailure(
          "%s is not ready after %d s (its log: %s)"
              .formatted(spec.component().id(), PATIENCE.toSeconds(), spec.log()),
          e);
    }
  }
}
