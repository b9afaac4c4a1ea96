package dev.keywright.e2e.launcher.progress;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Shows work on a console: one line for each piece of work when it ends, with the time it took.
 * While it goes on, a terminal has a last line that ticks every second; anything else gets a line
 * every 15 seconds.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final Duration WORTH_A_LINE = Duration.ofMillis(1500);
  private static final int PLAIN_INTERVAL_SECONDS = 15;
  private static final String ERASE_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private final Set<Running> running = new LinkedHashSet<>();
  private final ScheduledExecutorService ticker;
  private final ScheduledFuture<?> ticking;

  public ConsoleProgress(PrintStream out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    int period = terminal ? 1 : PLAIN_INTERVAL_SECONDS;
    this.ticking = ticker.scheduleAtFixedRate(this::tick, period, period, TimeUnit.SECONDS);
  }

  /** Progress for the person who has started this process, beside what it prints as its result. */
  public static ConsoleProgress onStandardError() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new ConsoleProgress(System.err, terminal, InstantSource.system());
  }

  @Override
  public synchronized void say(String line) {
    erase();
    out.println(line);
    draw();
  }

  @Override
  public synchronized Task begin(String what, Duration expected) {
    Running task = new Running(what, expected, clock.instant());
    erase();
    running.add(task);
    if (!terminal && expected.compareTo(WORTH_A_LINE) > 0) {
      out.println("… " + what + usually(expected));
    }
    draw();
    return task;
  }

  @Override
  public synchronized void close() {
    ticking.cancel(false);
    ticker.shutdownNow();
    erase();
    out.flush();
  }

  /** Minutes and seconds, or tenths of a second below a minute. */
  public static String format(Duration elapsed) {
    return elapsed.compareTo(Duration.ofMinutes(1)) < 0
        ? String.format("%.1f s", elapsed.toMillis() / 1000.0)
        : String.format("%d min %02d s", elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  private static String usually(Duration expected) {
    return expected.isZero() ? "" : " (usually about " + format(expected) + ")";
  }

  private synchronized void tick() {
    if (terminal) {
      erase();
      draw();
    } else if (!running.isEmpty()) {
      out.println("… " + status());
    }
  }

  private void erase() {
    if (terminal && !running.isEmpty()) {
      out.print(ERASE_LINE);
      out.flush();
    }
  }

  private void draw() {
    if (terminal && !running.isEmpty()) {
      out.print("… " + status());
      out.flush();
    }
  }

  private String status() {
    Instant now = clock.instant();
    List<Running> shown = List.copyOf(running);
    return shown.stream()
        .map(task -> task.what + " " + clockFace(Duration.between(task.began, now)))
        .collect(Collectors.joining(", "));
  }

  private static String clockFace(Duration elapsed) {
    return String.format("%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  private synchronized void end(Running task) {
    erase();
    running.remove(task);
    Duration took = Duration.between(task.began, clock.instant());
    if (!task.success) {
      out.println("✗ " + task.what + ", after " + format(took));
    } else {
      out.println("✓ " + task.what + ", " + format(took));
    }
    draw();
  }

  private final class Running implements Task {
    private final String what;
    private final Instant began;
    private boolean success;

    Running(String what, Duration expected, Instant began) {
      this.what = what + (terminal ? usually(expected) : "");
      this.began = began;
    }

    @Override
    public void succeeded() {
      success = true;
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
