package dev.keywright.e2e.launcher.process;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Starts processes in a session of their own, so that Ctrl-C in a terminal reaches only the
 * launcher, and signals them. A signal is sent only to the very process that was recorded, never to
 * a later one with the same pid.
 */
public final class Processes {
  /** Starts a component; does not wait until it is ready. */
  public ProcessRecord start(LaunchSpec spec) {
    ProcessBuilder builder = new ProcessBuilder(inOwnSession(spec.command()));
    builder.environment().putAll(spec.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    try {
      Files.createDirectories(spec.log().getParent());
      long pid = builder.start().pid();
      ProcessIdentity identity =
          ProcessIdentity.of(pid).orElseGet(() -> new ProcessIdentity(pid, "ended at once"));
      return new ProcessRecord(spec, identity);
    } catch (IOException e) {
      throw new LauncherFailure(
          spec.component().id() + " cannot be started from " + spec.command().getFirst(), e);
    }
  }

  /**
   * The command, so that it runs in a session of its own; the pid stays that of the command itself.
   */
  public static List<String> inOwnSession(List<String> command) {
    List<String> all = new ArrayList<>(ownSession());
    all.addAll(command);
    return all;
  }

  /**
   * Asks the process to end (SIGTERM), and ends it (SIGKILL) when it has not within the given time.
   */
  public void stop(ProcessIdentity process, Duration patience) {
    signal(process, "CONT");
    handle(process).ifPresent(ProcessHandle::destroy);
    if (!awaitEnd(process, patience)) {
      kill(process);
    }
  }

  /** Ends the process at once (SIGKILL) and waits until it is gone. */
  public void kill(ProcessIdentity process) {
    handle(process).ifPresent(ProcessHandle::destroyForcibly);
    if (!awaitEnd(process, Duration.ofSeconds(10))) {
      throw new LauncherFailure("process " + process.pid() + " does not end; end it by hand");
    }
  }

  /** Stops the process where it is (SIGSTOP): connections stay open, nothing answers. */
  public void pause(ProcessIdentity process) {
    signal(process, "STOP");
  }

  /** Lets a paused process go on (SIGCONT). */
  public void resume(ProcessIdentity process) {
    signal(process, "CONT");
  }

  private static Optional<ProcessHandle> handle(ProcessIdentity process) {
    return process.isAlive() ? ProcessHandle.of(process.pid()) : Optional.empty();
  }

  private static boolean awaitEnd(ProcessIdentity process, Duration patience) {
    Optional<CompletableFuture<ProcessHandle>> end = handle(process).map(ProcessHandle::onExit);
    if (end.isEmpty()) {
      return true;
    }
    try {
      end.get().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static void signal(ProcessIdentity process, String name) {
    if (!process.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * util-linux setsid(1) replaces itself by the command, so the pid is the component's; macOS has
   * perl instead.
   */
  private static List<String> ownSession() {
    if (onPath("setsid")) {
      return List.of("setsid");
    }
    return onPath("perl")
        ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV")
        : List.of();
  }

  private static boolean onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
