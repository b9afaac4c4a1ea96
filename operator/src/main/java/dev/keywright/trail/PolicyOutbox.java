package dev.keywright.trail;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.api.v1alpha1.SecretPolicyStatus;
import dev.keywright.audit.AuditOutbox;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.policy.PolicyTrail;
import dev.keywright.sync.SyncFact;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The outbox of policies. Thread-safe. */
public final class PolicyOutbox implements PolicyTrail {
  private final TrailSubmission submission;
  private final InstantSource clock;

  public PolicyOutbox(TrailSubmission submission, InstantSource clock) {
    this.submission = submission;
    this.clock = clock;
  }

  @Override
  public Outbox append(SecretPolicy policy, List<SyncFact> facts) {
    Instant now = clock.instant();
    SecretPolicyStatus status = policy.getStatus();
    if (facts.isEmpty() && (status == null || status.auditSequence() == null)) {
      return new Outbox(List.of(), 0);
    }
    AuditOutbox before =
        Outboxes.read(
            policy,
            status == null ? null : status.outbox(),
            status == null ? null : status.auditSequence(),
            now);
    List<RecordDraft> drafts =
        facts.stream().map(fact -> PolicyRecords.of(policy, fact, now)).toList();
    AuditOutbox after = drafts.isEmpty() ? before : submission.trim(before).append(drafts);
    return new Outbox(Outboxes.items(after), after.lastSequence());
  }

  @Override
  public void submit(SecretPolicy policy, Outbox outbox) {
    submission.submit(Outboxes.objectOf(policy), Outboxes.entries(outbox.items()));
  }
}
