package dev.keywright.cli.audit;

import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a log tells about a period.
 *
 * @param since when the period begins
 * @param asOf when it ends
 * @param maxAge how old a credential may be
 * @param log what a check of the whole log found
 * @param rotations runs that began or ended in the period, in the order of their beginning
 * @param credentials every path that the log knows a run for
 * @param events all records of the period that a reviewer reads, in the order of the log
 */
record AuditReport(
    Instant since,
    Instant asOf,
    Duration maxAge,
    Verification log,
    List<Rotation> rotations,
    List<Credential> credentials,
    List<AuditRecord> events) {
  AuditReport {
    rotations = List.copyOf(rotations);
    credentials = List.copyOf(credentials);
    events = List.copyOf(events);
  }

  /**
   * One run.
   *
   * @param name namespace and name of the SecretRotation
   * @param path what was rotated; empty text while the records do not say
   * @param state {@code Running}, or how it ended
   * @param ended empty while it runs
   */
  record Rotation(
      String name,
      String path,
      String actor,
      String trigger,
      Instant began,
      Optional<Instant> ended,
      String state,
      String reason) {}

  /**
   * What is rotated.
   *
   * @param lastDone when a run on it last ended well; empty when none did within the log
   * @param done how many runs ended well
   * @param failed how many did not
   * @param isOverdue whether the last good run is longer ago than allowed, or there was none
   */
  record Credential(
      String path, Optional<Instant> lastDone, int done, int failed, boolean isOverdue) {}

  /** Events of these types. */
  List<AuditRecord> events(AuditType type) {
    return events.stream().filter(record -> record.draft().type() == type).toList();
  }

  /** Credentials whose time is up. */
  List<Credential> overdue() {
    return credentials.stream().filter(Credential::isOverdue).toList();
  }
}
