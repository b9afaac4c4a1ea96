package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.FaultPoint;
import java.util.Optional;

/** Writes what was reported, records and status in one. Thread-safe. */
public final class JournalWriter {
  private final RotationJournal journal;
  private final RotationLedger ledger;
  private final FaultPoint faults;

  public JournalWriter(RotationJournal journal, RotationLedger ledger, FaultPoint faults) {
    this.journal = journal;
    this.ledger = ledger;
    this.faults = faults;
  }

  /** Why no run may begin now; empty when one may. */
  Optional<Diagnosis> refusal() {
    return ledger.refusal();
  }

  /** The run stands as it should; records that an earlier process left in its outbox are sent. */
  SecretRotation leave(SecretRotation run) {
    ledger.submit(run);
    return run;
  }

  /** The run was deleted. */
  void forget(SecretRotation run) {
    ledger.submitLast(run);
  }

  /** The run as written; empty when somebody else was faster and one must observe again. */
  Optional<SecretRotation> write(SecretRotation run, RotationReport report) {
    SecretRotationStatus status = ledger.enter(run, report.status(), report.records());
    faults.reached("rotation.write.before");
    RotationJournal.Outcome outcome = journal.write(run, status);
    faults.reached("rotation.write.after");
    return written(outcome);
  }

  /** The run with its owner; empty as above. */
  Optional<SecretRotation> own(SecretRotation run, SecretPolicy policy) {
    faults.reached("rotation.own.before");
    RotationJournal.Outcome outcome = journal.own(run, policy);
    faults.reached("rotation.own.after");
    return written(outcome);
  }

  private static Optional<SecretRotation> written(RotationJournal.Outcome outcome) {
    return switch (outcome) {
      case RotationJournal.Outcome.Written(SecretRotation run) -> Optional.of(run);
      case RotationJournal.Outcome.Conflict conflict -> Optional.empty();
    };
  }
}
