package dev.keywright.audit.record;

import java.util.List;

/**
 * A record as far as it is known when the thing happens: without number, without place in the
 * chain. Made by the factories ({@link TargetRecords}, {@link RotationRecords}, {@link
 * ChangeRecords}); numbered by the outbox.
 *
 * @param evidence at most one of each kind
 */
public record RecordDraft(
    AuditType type,
    Circumstances circumstances,
    Subject subject,
    List<Evidence> evidence,
    Result result) {
  public RecordDraft {
    evidence = List.copyOf(evidence);
    long kinds = evidence.stream().map(Object::getClass).distinct().count();
    if (kinds != evidence.size()) {
      throw new IllegalArgumentException("two pieces of evidence of one kind");
    }
  }
}
