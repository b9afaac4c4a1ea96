package dev.keywright.e2e.demo.stage;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be undone at the end, in reverse order, once: at the end of the story, after a failure,
 * or when the person presses Ctrl-C. Thread-safe; whoever closes second waits for the first.
 */
public final class Curtain implements AutoCloseable {
  private final Deque<Runnable> endings = new ArrayDeque<>();
  private boolean fallen;

  /** Adds an ending; runs it at once if the curtain has fallen already. */
  public synchronized void atEnd(Runnable ending) {
    if (fallen) {
      ending.run();
    } else {
      endings.push(ending);
    }
  }

  /** Leaves everything as it is: nothing is undone any more. */
  public synchronized void stayUp() {
    endings.clear();
  }

  /** Undoes everything. A failure of one ending does not keep the others from running. */
  @Override
  public synchronized void close() {
    fallen = true;
    RuntimeException first = null;
    while (!endings.isEmpty()) {
      try {
        endings.pop().run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
