package dev.keywright.e2e.demo.story;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.Subject;
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
import java.util.TreeSet;

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
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    AuditLog log = new AuditLog(stage.files().auditLog());
    telling.expect(
        "nothing waits in the outbox of the policy or of the run",
        stage.objects()::unsentRecords,
        unsent -> unsent == 0,
        unsent -> unsent + " records wait");
    List<AuditRecord> records = log.records();
    telling.command("cat " + log.file());
    telling.show(RecordTable.of(records));
    checkRecords(records, stage.chronicle().revisions(), telling);
    checkChain(log, head(stage.objects()), telling);
  }

  private static void checkRecords(
      List<AuditRecord> records, Set<String> revisions, Telling telling) {
    Set<String> missing = new TreeSet<>(revisions);
    Set<AuditType> absent = EnumSet.copyOf(HAPPENED);
    for (AuditRecord record : records) {
      absent.remove(record.draft().type());
      record
          .draft()
          .subject()
          .secret()
          .flatMap(Subject.Secret::revision)
          .ifPresent(revision -> missing.remove(revision.id()));
    }
    telling.check(
        "each of the %d revisions that the Secret had is on record".formatted(revisions.size()),
        missing.isEmpty(),
        "no record of " + String.join(", ", missing));
    telling.check(
        "so are its creation, its changes and the rotation",
        absent.isEmpty(),
        "no record of type " + absent);
  }

  private static void checkChain(AuditLog log, Optional<AuditHead> head, Telling telling) {
    telling.command(log.verifyCommand());
    Verification verification = log.verify(head);
    telling.check(
        "the hash chain of %d records is whole, up to the head (%s) in ConfigMap %s"
            .formatted(
                verification.counts().records(),
                head.map(known -> "record " + known.seq()).orElse("none"),
                KubeAuditHeadStore.NAME),
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
