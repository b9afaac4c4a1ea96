package dev.keywright.audit.checkpoint;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.merkle.MerkleEdge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs each stored head as a checkpoint and shows it to all places. A place that is slow gets the
 * latest checkpoint when it is ready again; those between are left out, since it covers them.
 * Thread-safe.
 */
public final class CheckpointIssuer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointIssuer.class);

  private final NoteSigner signer;
  private final List<Mailbox> mailboxes;
  private final Duration patience;

  /**
   * @param signer whose name is the origin of the chain
   * @param patience how long {@link #close()} waits for each place
   */
  public CheckpointIssuer(NoteSigner signer, List<CheckpointSink> sinks, Duration patience) {
    this.signer = signer;
    this.mailboxes = sinks.stream().map(Mailbox::new).toList();
    this.patience = patience;
  }

  /** A head was stored. Returns at once. */
  public void issue(AuditHead head) {
    Optional<MerkleEdge> tree =
        head.edge().isEmpty() ? Optional.empty() : MerkleEdge.restore(head.seq(), head.edge());
    tree.map(edge -> Checkpoint.of(head, edge))
        .ifPresentOrElse(
            checkpoint -> {
              SignedNote note = signer.sign(checkpoint);
              mailboxes.forEach(box -> box.put(new Letter(checkpoint, note)));
            },
            () -> LOG.warn("The audit head has no tree; no checkpoint is issued for it"));
  }

  /** Shows what is left and ends. */
  @Override
  public void close() {
    mailboxes.forEach(Mailbox::end);
    try {
      for (Mailbox box : mailboxes) {
        box.join(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Letter(Checkpoint checkpoint, SignedNote note) {}

  /** Room for one checkpoint, and a thread that brings it to one place. */
  private static final class Mailbox {
    private final CheckpointSink sink;
    private final Thread thread;
    private Optional<Letter> waiting = Optional.empty();
    private boolean ended;
    private boolean failing;

    Mailbox(CheckpointSink sink) {
      this.sink = sink;
      this.thread = Thread.ofVirtual().name("audit-checkpoint-" + sink.name()).start(this::run);
    }

    synchronized void put(Letter letter) {
      waiting = Optional.of(letter);
      notifyAll();
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    void join(Duration patience) throws InterruptedException {
      if (!thread.join(patience)) {
        thread.interrupt();
      }
    }

    private void run() {
      try {
        for (Optional<Letter> next = take(); next.isPresent(); next = take()) {
          deliver(next.get());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized Optional<Letter> take() throws InterruptedException {
      while (waiting.isEmpty() && !ended) {
        wait();
      }
      Optional<Letter> taken = waiting;
      waiting = Optional.empty();
      return taken;
    }

    private void deliver(Letter letter) {
      Optional<String> why = sink.publish(letter.checkpoint(), letter.note()).map(d -> d.message());
      if (why.isPresent() && !failing) {
        LOG.warn("Checkpoints are not kept by {}. {}", sink.name(), why.get());
      } else if (why.isEmpty() && failing) {
        LOG.info("Checkpoints are kept by {} again", sink.name());
      }
      failing = why.isPresent();
    }
  }
}
