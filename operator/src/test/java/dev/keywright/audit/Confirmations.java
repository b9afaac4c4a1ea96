package dev.keywright.audit;

import dev.keywright.audit.record.AuditObject;
import java.util.Set;

/** Says what sinks have confirmed, without a drain. */
public final class Confirmations {
  private Confirmations() {}

  /** Every sink has the entries {@code ids} of {@code object}. */
  public static void confirm(AckLedger ledger, AuditObject object, Set<String> ids) {
    ledger.add(object, ids);
  }
}
