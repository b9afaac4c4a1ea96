package dev.keywright.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** What goes wrong at an {@link AwsFront}. Thread-safe. */
public final class AwsFaults {
  /** What happens to one call. */
  public sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** The connection ends before the call reaches the backend. */
    record Cut() implements Fault {}

    /** The call takes effect, and the connection ends before its answer. */
    record LostReply() implements Fault {}

    /** Nothing more happens until healed. */
    record Hang(CountDownLatch end) implements Fault {}

    /** An answer begins and does not end until healed. */
    record HalfReply(CountDownLatch end) implements Fault {}

    /** This answer is given; the backend does not hear of the call. */
    record Instead(AwsAnswer answer) implements Fault {}
  }

  private record Once(Predicate<AwsRequest> which, Fault fault) {}

  private final List<Once> once = new ArrayList<>();
  private Optional<Fault> always = Optional.empty();
  private CountDownLatch end = new CountDownLatch(1);

  /** Nothing is wrong from now on; hanging calls end. */
  public synchronized void heal() {
    always = Optional.empty();
    once.clear();
    end.countDown();
    end = new CountDownLatch(1);
  }

  /** From now on every connection is cut before an answer. */
  public synchronized void cut() {
    always = Optional.of(new Fault.Cut());
  }

  /** From now on no call is answered. */
  public synchronized void hang() {
    always = Optional.of(new Fault.Hang(end));
  }

  /** From now on every answer stops in its middle. */
  public synchronized void stopAnswersHalfway() {
    always = Optional.of(new Fault.HalfReply(end));
  }

  /** From now on this is the answer to everything. */
  public synchronized void answer(AwsAnswer answer) {
    always = Optional.of(new Fault.Instead(answer));
  }

  /** The next call that fits takes effect, and its answer is lost. */
  public synchronized void loseReplyOfNext(Predicate<AwsRequest> which) {
    once.add(new Once(which, new Fault.LostReply()));
  }

  /** The next call that fits gets this answer and no effect. */
  public synchronized void answerNext(Predicate<AwsRequest> which, AwsAnswer answer) {
    once.add(new Once(which, new Fault.Instead(answer)));
  }

  /** What happens to this call. */
  synchronized Fault next(AwsRequest request) {
    if (always.isPresent()) {
      return always.get();
    }
    Optional<Once> due = once.stream().filter(fault -> fault.which().test(request)).findFirst();
    due.ifPresent(once::remove);
    return due.map(Once::fault).orElseGet(Fault.None::new);
  }
}
