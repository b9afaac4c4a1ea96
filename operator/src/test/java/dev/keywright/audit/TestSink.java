package dev.keywright.audit;

import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.sink.AuditSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A sink that works, refuses or hangs, as a test says. Thread-safe. */
final class TestSink implements AuditSink {
  /** How it behaves. */
  enum Mood {
    WORKS,
    REFUSES,
    HANGS
  }

  private final String name;
  private final List<String> taken = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Mood mood = Mood.WORKS;

  TestSink(String name) {
    this.name = name;
  }

  void set(Mood newMood) {
    mood = newMood;
    if (newMood != Mood.HANGS) {
      released.countDown();
    }
  }

  synchronized List<String> taken() {
    return List.copyOf(taken);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Delivery accept(List<AuditLine> lines) {
    if (mood == Mood.HANGS) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Delivery.Failed("It was interrupted.");
      }
    }
    if (mood != Mood.WORKS) {
      return new Delivery.Failed("It refuses.");
    }
    synchronized (this) {
      lines.forEach(line -> taken.add(line.json()));
    }
    return new Delivery.Acked();
  }

  @Override
  public void close() {}
}
