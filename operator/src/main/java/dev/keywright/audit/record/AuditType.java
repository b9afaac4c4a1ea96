package dev.keywright.audit.record;

import static dev.keywright.audit.record.Severity.Critical;
import static dev.keywright.audit.record.Severity.Info;
import static dev.keywright.audit.record.Severity.Notice;
import static dev.keywright.audit.record.Severity.Warning;

/** What kind of thing a record tells. Names are part of the record format: never renamed. */
public enum AuditType {
  /** A target was created. */
  TargetCreated(Info),
  /** A target's content was changed because its source or its policy changed. */
  TargetUpdated(Info),
  /** A target that somebody else had edited or deleted was put back. */
  TargetRepaired(Notice),
  /** An existing object was taken over as a target; its content did not change. */
  TargetAdopted(Notice),
  /** A target is about to be deleted, or keys of it are about to be removed. */
  TargetDeletionIntended(Notice),
  /** A target was deleted, or keys of it were removed. */
  TargetDeleted(Notice),
  /** A store, or the rules of a cluster store, refused what a policy asks for. */
  AccessRefused(Warning),
  /** A request to rotate was accepted and a run made for it. */
  RotationRequestAccepted(Info),
  /** A request to rotate was refused. */
  RotationRequestRefused(Warning),
  /** A run is about to do what a phase does; written before the effect. */
  RotationPhaseIntended(Info),
  /** What came of a phase of a run. */
  RotationPhaseEnded(Info),
  /** A run waits for a person or for consumers; nothing is retired. */
  RotationHeld(Warning),
  /** A run ended before anything was committed. */
  RotationAborted(Warning),
  /** A run ended and the new value is the current one. */
  RotationDone(Notice),
  /** The spec of a policy changed. */
  PolicyChanged(Notice),
  /** The spec of a store changed. */
  StoreChanged(Notice),
  /** A process began to write the chain; always the first record of its epoch. */
  EpochStarted(Info),
  /** A process stopped writing the chain in good order. */
  EpochEnded(Info),
  /** Nothing happened for a while, and the trail is still being written. */
  Heartbeat(Info),
  /** Records are known to be missing; says where and how many. */
  Gap(Critical);

  private final Severity severity;

  AuditType(Severity severity) {
    this.severity = severity;
  }

  /** How much attention a record of this type deserves. */
  public Severity severity() {
    return severity;
  }
}
