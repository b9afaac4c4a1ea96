package dev.keywright.audit.record;

import dev.keywright.audit.record.Result.Outcome;
import dev.keywright.core.Reason;
import java.util.List;

/**
 * Records of a rotation. Phases are named as in the rotation's status. {@code when} names the run;
 * its trigger says what asked for it. Stateless.
 */
public final class RotationRecords {
  private RotationRecords() {}

  /** A request became a run. */
  public static RecordDraft requestAccepted(Circumstances when, Subject subject) {
    return new RecordDraft(
        AuditType.RotationRequestAccepted, when, subject, List.of(), Result.of(Outcome.Succeeded));
  }

  /** A request was refused. */
  public static RecordDraft requestRefused(Circumstances when, Subject subject, Reason reason) {
    return new RecordDraft(
        AuditType.RotationRequestRefused,
        when,
        subject,
        List.of(),
        Result.of(Outcome.Refused, reason));
  }

  /** The run is about to do what leads from phase {@code from} to phase {@code to}. */
  public static RecordDraft intended(
      Circumstances when, Subject subject, String from, String to, int attempt) {
    return new RecordDraft(
        AuditType.RotationPhaseIntended,
        when,
        subject,
        List.of(),
        Result.of(Outcome.Intended).step(from, to).attempt(attempt));
  }

  /**
   * What came of a step.
   *
   * @param evidence what shows it: fingerprints, probes, workloads, the store's request id
   * @param result outcome with phases, attempt and duration, as {@code
   *     Result.of(Succeeded).step("Staged", "Applied").attempt(1).took(d)}
   */
  public static RecordDraft ended(
      Circumstances when, Subject subject, List<Evidence> evidence, Result result) {
    return new RecordDraft(AuditType.RotationPhaseEnded, when, subject, evidence, result);
  }

  /** The run waits in {@code phase}; nothing is retired. */
  public static RecordDraft held(
      Circumstances when, Subject subject, List<Evidence> evidence, String phase, Reason reason) {
    return new RecordDraft(
        AuditType.RotationHeld,
        when,
        subject,
        evidence,
        Result.of(Outcome.Held, reason).step(phase, "Held"));
  }

  /** The run ended in {@code phase}, before anything was committed. */
  public static RecordDraft aborted(
      Circumstances when, Subject subject, String phase, Reason reason) {
    return new RecordDraft(
        AuditType.RotationAborted,
        when,
        subject,
        List.of(),
        Result.of(Outcome.Failed, reason).step(phase, "Aborted"));
  }

  /** The run ended well; {@code result} says from which phase and how long the run took. */
  public static RecordDraft done(
      Circumstances when, Subject subject, List<Evidence> evidence, Result result) {
    return new RecordDraft(AuditType.RotationDone, when, subject, evidence, result);
  }
}
