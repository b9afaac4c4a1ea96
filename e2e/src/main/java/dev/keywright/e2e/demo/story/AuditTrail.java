package dev.keywright.e2e.demo.story;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.verify.Verification;
import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.Stage;
import dev.keywright.kube.KubeAuditHeadStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that happened is on record, and the record can be proven. */
final class AuditTrail implements Step {
  private static final Set<AuditType> HAPPENED =
      EnumSet.of(AuditType.TargetCreated, AuditType.TargetUpdated, AuditType.RotationDone);

  @Override
  public String title() {
    return "All of it is on record";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    AuditLog log = new AuditLog(stage.files().auditLog());
    DemoObjects objects = stage.objects();
    telling.expect(
        "nothing waits in the outbox of the policy or of the run",
        objects::unsentRecords,
        unsent -> unsent == 0,
        unsent -> unsent + " records wait");
    List<AuditRecord> records = log.records();
    telling.command("cat " + log.file());
    telling.show(RecordTable.of(records));
    EnumSet<AuditType> missing = EnumSet.copyOf(HAPPENED);
    records.forEach(record -> missing.remove(record.draft().type()));
    telling.check(
        "every step of this story is among the %d records".formatted(records.size()),
        missing.isEmpty(),
        "no record of " + missing);
    Optional<AuditHead> head = head(objects);
    telling.command(log.verifyCommand());
    Verification verification = log.verify(head);
    telling.check(
        "the hash chain is whole: %d records of %d in order up to the head %s"
            .formatted(
                verification.counts().records(),
                records.size(),
                head.map(
                        known ->
                            "at %d in ConfigMap %s".formatted(known.seq(), KubeAuditHeadStore.NAME))
                    .orElse("(none is stored yet)")),
        verification.isClean() && head.isPresent(),
        String.valueOf(verification));
  }

  /** Where the operator left the chain, from the cluster: it says how long the log must be. */
  static Optional<AuditHead> head(DemoObjects objects) {
    return objects
        .operatorConfigMap(KubeAuditHeadStore.NAME)
        .map(ConfigMap::getData)
        .flatMap(AuditHead::ofData);
  }
}
