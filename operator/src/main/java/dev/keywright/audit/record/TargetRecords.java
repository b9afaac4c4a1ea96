package dev.keywright.audit.record;

import dev.keywright.audit.record.Result.Outcome;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records of what syncing did to a target. Stateless. */
public final class TargetRecords {
  private TargetRecords() {}

  /** The target was created with content {@code after}. */
  public static RecordDraft created(Circumstances when, Subject subject, Fingerprint after) {
    return done(
        AuditType.TargetCreated,
        when,
        subject,
        new Evidence.Content(Optional.empty(), Optional.of(after)));
  }

  /** The target's content was changed; {@code before} is empty when it was not known. */
  public static RecordDraft updated(
      Circumstances when, Subject subject, Optional<Fingerprint> before, Fingerprint after) {
    return done(
        AuditType.TargetUpdated, when, subject, new Evidence.Content(before, Optional.of(after)));
  }

  /**
   * The target was put back after somebody else had edited or deleted it.
   *
   * @param found fingerprint of what they left; empty when the target was gone
   * @param editor the field manager that the API server names for the edit
   */
  public static RecordDraft repaired(
      Circumstances when,
      Subject subject,
      Optional<Fingerprint> found,
      Fingerprint after,
      Optional<String> editor) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(new Evidence.Content(found, Optional.of(after)));
    editor.map(Evidence.Editor::new).ifPresent(evidence::add);
    return new RecordDraft(
        AuditType.TargetRepaired, when, subject, evidence, Result.of(Outcome.Succeeded));
  }

  /** An existing object with content {@code found} became the target; nothing was written to it. */
  public static RecordDraft adopted(Circumstances when, Subject subject, Fingerprint found) {
    return done(
        AuditType.TargetAdopted,
        when,
        subject,
        new Evidence.Content(Optional.of(found), Optional.of(found)));
  }

  /** The target, or the keys named in the subject, are about to go. Written before they do. */
  public static RecordDraft deletionIntended(
      Circumstances when, Subject subject, Fingerprint before) {
    return new RecordDraft(
        AuditType.TargetDeletionIntended,
        when,
        subject,
        List.of(new Evidence.Content(Optional.of(before), Optional.empty())),
        Result.of(Outcome.Intended));
  }

  /**
   * The target, or the keys named in the subject, are gone.
   *
   * @param after fingerprint of what is left, when only keys went
   */
  public static RecordDraft deleted(
      Circumstances when, Subject subject, Fingerprint before, Optional<Fingerprint> after) {
    return done(
        AuditType.TargetDeleted, when, subject, new Evidence.Content(Optional.of(before), after));
  }

  /** A store, or the rules of a cluster store, refused to serve the subject. */
  public static RecordDraft accessRefused(Circumstances when, Subject subject, Reason reason) {
    return new RecordDraft(
        AuditType.AccessRefused, when, subject, List.of(), Result.of(Outcome.Refused, reason));
  }

  private static RecordDraft done(
      AuditType type, Circumstances when, Subject subject, Evidence evidence) {
    return new RecordDraft(type, when, subject, List.of(evidence), Result.of(Outcome.Succeeded));
  }
}
