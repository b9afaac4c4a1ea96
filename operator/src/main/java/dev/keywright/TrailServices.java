package dev.keywright;

import dev.keywright.audit.AckLedger;
import dev.keywright.audit.AuditDrain;
import dev.keywright.audit.AuditSettings;
import dev.keywright.audit.WiredSink;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.Producer;
import dev.keywright.audit.sink.FileSink;
import dev.keywright.audit.sink.StdoutSink;
import dev.keywright.config.OperatorSettings;
import dev.keywright.kube.KubeAuditHeadStore;
import dev.keywright.kube.KubeOutboxCleaner;
import dev.keywright.trail.OutboxSweeper;
import dev.keywright.trail.PolicyOutbox;
import dev.keywright.trail.RotationOutbox;
import dev.keywright.trail.TrailSubmission;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail of this process. */
final class TrailServices implements AutoCloseable {
  private static final Duration SINK_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AuditDrain drain;
  private final OutboxSweeper sweeper;
  private final PolicyOutbox policies;
  private final RotationOutbox rotations;
  private boolean started;

  TrailServices(
      OperatorSettings settings, KubernetesClient client, String cluster, InstantSource clock) {
    SweeperLink link = new SweeperLink();
    AckLedger ledger = new AckLedger(link::confirmed);
    this.sweeper = new OutboxSweeper(new KubeOutboxCleaner(client, ledger)::clear, QUIET, clock);
    link.sweeper = sweeper;
    Producer producer = new Producer(OperatorProcess.version(), settings.identity(), 0);
    this.drain =
        new AuditDrain(
            AuditSettings.standard(cluster, producer),
            new KubeAuditHeadStore(client, settings.operatorNamespace()),
            sinks(settings),
            ledger,
            clock);
    TrailSubmission submission = new TrailSubmission(drain, ledger);
    this.policies = new PolicyOutbox(submission, clock);
    this.rotations = new RotationOutbox(submission, clock);
  }

  PolicyOutbox policies() {
    return policies;
  }

  RotationOutbox rotations() {
    return rotations;
  }

  /** Only the leader writes the chain. */
  synchronized void start() {
    started = true;
    drain.start();
    sweeper.start();
  }

  @Override
  public synchronized void close() {
    sweeper.close();
    if (started) {
      drain.stop(PATIENCE);
    }
  }

  private static List<WiredSink> sinks(OperatorSettings settings) {
    List<WiredSink> sinks = new ArrayList<>();
    sinks.add(new WiredSink(new StdoutSink(), SINK_TIMEOUT, false));
    settings
        .auditFile()
        .ifPresent(file -> sinks.add(new WiredSink(new FileSink(file), SINK_TIMEOUT, false)));
    return sinks;
  }

  /** The ledger needs the sweeper, the sweeper the cleaner, the cleaner the ledger. */
  private static final class SweeperLink {
    private volatile @Nullable OutboxSweeper sweeper;

    void confirmed(AuditObject object) {
      OutboxSweeper linked = sweeper;
      if (linked != null) {
        linked.confirmed(object);
      }
    }
  }
}
