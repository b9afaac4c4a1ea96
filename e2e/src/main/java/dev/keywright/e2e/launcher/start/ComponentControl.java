package dev.keywright.e2e.launcher.start;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.process.LaunchSpec;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.process.ProcessLedger;
import dev.keywright.e2e.launcher.process.ProcessRecord;
import dev.keywright.e2e.launcher.process.Processes;
import dev.keywright.e2e.launcher.vault.VaultServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
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

  /** Whether the component was started and its process lives. */
  public boolean isRunning(Component component) {
    return ledger.find(component).filter(record -> record.identity().isAlive()).isPresent();
  }

  /** The process of the component, dead or alive. */
  public ProcessIdentity process(Component component) {
    return record(component).identity();
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
    synchronized (this) {
      closed = true;
    }
    ledger.inReverse().forEach(record -> processes.stop(record.identity(), STOP_PATIENCE));
  }

  private ProcessRecord record(Component component) {
    return ledger
        .find(component)
        .orElseThrow(() -> new LauncherFailure(component.id() + " is not a part of this run"));
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
              .formatted(spec.component().id(), lastLine(spec.log()), spec.log()),
          e);
    } catch (ConditionTimeoutException e) {
      throw new LauncherFailure(
          "%s is not ready after %d s (its log: %s)"
              .formatted(spec.component().id(), PATIENCE.toSeconds(), spec.log()),
          e);
    }
  }

  private static String lastLine(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("no output");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
