package dev.keywright.e2e.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process, told apart from a later one that got the same pid.
 *
 * @param pid the process id
 * @param started when it started, in a form that is only good for comparing: on Linux the boot id
 *     and the start in clock ticks (which no clock change moves), elsewhere the start instant
 */
public record ProcessIdentity(long pid, String started) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** This process. */
  public static ProcessIdentity self() {
    return of(ProcessHandle.current().pid())
        .orElseThrow(() -> new IllegalStateException("this process is not in the process table"));
  }

  /**
   * The process that has this pid now; empty when there is none or it is dead and not yet reaped.
   */
  public static Optional<ProcessIdentity> of(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (Files.exists(BOOT_ID)) {
      return readLinux(stat).map(started -> new ProcessIdentity(pid, started));
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(handle -> handle.info().startInstant().map(Instant::toString).orElse("unknown"))
        .map(started -> new ProcessIdentity(pid, started));
  }

  /** Whether this very process runs. */
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  private static Optional<String> readLinux(Path stat) {
    try {
      String bootId = Files.readString(BOOT_ID).trim();
      return startTicks(Files.readString(stat)).map(ticks -> bootId + "/" + ticks);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Field 22 of proc_pid_stat(5), unless the process is a zombie. The name in field 2 may hold
   * spaces and brackets.
   */
  static Optional<String> startTicks(String stat) {
    List<String> afterName = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    String state = afterName.get(0);
    return "ZX".contains(state) ? Optional.empty() : Optional.of(afterName.get(19));
  }
}
