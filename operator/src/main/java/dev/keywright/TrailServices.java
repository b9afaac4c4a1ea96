package dev.keywright;

import dev.keywright.audit.AckLedger;
import dev.keywright.audit.AuditDrain;
import dev.keywright.audit.AuditGate;
import dev.keywright.audit.AuditOutlets;
import dev.keywright.audit.AuditSettings;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.CheckpointIssuer;
import dev.keywright.audit.checkpoint.NoteSigner;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.Producer;
import dev.keywright.config.AuditSinkSettings;
import dev.keywright.config.OperatorSettings;
import dev.keywright.kube.AuditSigningKeyStore;
import dev.keywright.kube.KubeAuditHeadStore;
import dev.keywright.kube.KubeOutboxCleaner;
import dev.keywright.trail.OutboxSweeper;
import dev.keywright.trail.PolicyOutbox;
import dev.keywright.trail.RotationOutbox;
import dev.keywright.trail.TrailSubmission;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit trail of this process. */
final class TrailServices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrailServices.class);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AuditDrain drain;
  private final CheckpointIssuer issuer;
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
    AuditSinks sinks = new AuditSinks(settings.audit(), clock);
    NoteSigner signer =
        new NoteSigner(
            Checkpoint.originOf(cluster),
            new AuditSigningKeyStore(client, settings.operatorNamespace()).open());
    LOG.info("Checkpoints of the audit trail are signed by {}", signer.key());
    this.issuer = new CheckpointIssuer(signer, sinks.checkpoints(), PATIENCE);
    Producer producer = new Producer(OperatorProcess.version(), settings.identity(), 0);
    this.drain =
        new AuditDrain(
            AuditSettings.standard(cluster, producer),
            new KubeAuditHeadStore(client, settings.operatorNamespace()),
            new AuditOutlets(sinks.records(), issuer::issue),
            ledger,
            clock);
    AuditGate gate = new AuditGate(settings.audit().isFailClosed(), drain::sinkHealth);
    TrailSubmission submission = new TrailSubmission(drain, ledger);
    this.policies = new PolicyOutbox(submission, clock);
    this.rotations =
        new RotationOutbox(
            submission, gate, name -> isProven(settings.audit().requesters(), name), clock);
  }

  /** Nobody can name another, except those who apply what others wrote. */
  private static boolean isProven(AuditSinkSettings.Requesters requesters, String name) {
    return requesters.areProven() && !requesters.gitopsAccounts().contains(name);
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
    issuer.close();
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
