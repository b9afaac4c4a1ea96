package dev.keywright.trail;

import dev.keywright.audit.AckLedger;
import dev.keywright.audit.AuditDrain;
import dev.keywright.audit.AuditGate;
import dev.keywright.audit.AuditOutlets;
import dev.keywright.audit.AuditSettings;
import dev.keywright.audit.WiredSink;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditHeadStore;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.record.Producer;
import dev.keywright.audit.sink.AuditSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Outboxes whose drain never runs: records wait in the status until a test takes them. */
public final class DetachedTrail {
  private DetachedTrail() {}

  /** The outbox of rotations. */
  public static RotationOutbox outboxOfRotations(InstantSource clock) {
    return new RotationOutbox(
        submission(new AckLedger(object -> {}), clock),
        new AuditGate(false, List::of),
        name -> false,
        clock);
  }

  static TrailSubmission submission(AckLedger ledger, InstantSource clock) {
    AuditDrain drain =
        new AuditDrain(
            AuditSettings.standard("cluster", new Producer("test", "pod", 1)),
            new NoHead(),
            new AuditOutlets(
                List.of(new WiredSink(new NoSink(), Duration.ofSeconds(1), false)), head -> {}),
            ledger,
            clock);
    return new TrailSubmission(drain, ledger);
  }

  private static final class NoHead implements AuditHeadStore {
    @Override
    public ReadResult read() {
      throw new IllegalStateException("the drain was not started");
    }

    @Override
    public WriteResult replace(Optional<AuditHead> expected, AuditHead next) {
      throw new IllegalStateException("the drain was not started");
    }
  }

  private static final class NoSink implements AuditSink {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public Delivery accept(List<AuditLine> lines) {
      throw new IllegalStateException("the drain was not started");
    }

    @Override
    public void close() {}
  }
}
