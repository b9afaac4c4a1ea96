package dev.keywright.e2e.launcher.progress;

import java.time.Duration;

/** Receives news of long work. Implementations are thread-safe. */
public interface Progress {
  /** One line of information. */
  void say(String line);

  /**
   * Work that takes a while begins.
   *
   * @param what for example {@code building etcd}
   * @param expected how long it usually takes; zero when nobody knows
   * @return to be closed when the work ends, in success or failure
   */
  Task begin(String what, Duration expected);

  /** Work that goes on until it is closed. */
  interface Task extends AutoCloseable {
    /** The work has succeeded; closing without this call means failure. */
    void succeeded();

    @Override
    void close();
  }

  /** Shows nothing. */
  static Progress none() {
    return new Silent();
  }

  /** Shows nothing. */
  record Silent() implements Progress, Task {
    @Override
    public void say(String line) {}

    @Override
    public Task begin(String what, Duration expected) {
      return this;
    }

    @Override
    public void succeeded() {}

    @Override
    public void close() {}
  }
}
