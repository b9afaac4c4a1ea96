package dev.keywright.policy;

import dev.keywright.api.v1alpha1.OutboxItem;
import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.sync.SyncFact;
import java.util.List;

/** Turns what happened to a policy into audit records that wait in its status. */
public interface PolicyTrail {
  /**
   * The outbox after this look.
   *
   * @param items the records that wait, acknowledged ones removed
   * @param sequence number of the last record of the policy
   */
  record Outbox(List<OutboxItem> items, long sequence) {}

  /** What waits already, plus the records of {@code facts}. */
  Outbox append(SecretPolicy policy, List<SyncFact> facts);

  /** The status with {@code outbox} is written: the records may go to the sinks. */
  void submit(SecretPolicy policy, Outbox outbox);
}
