package dev.keywright.e2e.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel says of a process (proc(5), {@code /proc/PID/status} and {@code /proc/PID/stat}).
 *
 * @param pid the process
 */
public record ProcessUse(long pid) {
  /** USER_HZ: the unit of times in {@code stat}, 100 on every architecture that Linux runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double KIB_PER_MIB = 1024;

  /** Position of utime behind the command, which may itself hold spaces and brackets. */
  private static final int UTIME = 11;

  /** Resident memory now. */
  public double rssMiB() {
    return kib("VmRSS:") / KIB_PER_MIB;
  }

  /** Processor time since the process began, all threads, user and system. */
  public double cpuSeconds() {
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS_PER_SECOND;
  }

  private double kib(String label) {
    return List.of(read("status").split("\n")).stream()
        .filter(line -> line.startsWith(label))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("process " + pid + " has no " + label));
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " is gone", e);
    }
  }
}
