package dev.keywright.audit.verify;

import dev.keywright.audit.AuditSamples;
import dev.keywright.audit.chain.AuditChain;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.record.TrailRecords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An epoch that continues from a head that another one continued from before. */
final class ForkedEpoch {
  private ForkedEpoch() {}

  static List<String> lines(AuditHead parent, Instant when, int records) {
    AuditChain chain =
        new AuditChain(
            AuditSamples.CLUSTER,
            AuditSamples.PRODUCER,
            InstantSource.fixed(when),
            Optional.of(parent));
    List<AuditLine> lines = new ArrayList<>();
    lines.add(chain.start());
    for (int index = 1; index < records; index++) {
      lines.add(chain.own(TrailRecords.heartbeat(AuditSamples.NOON)));
    }
    return lines.stream().map(AuditLine::json).toList();
  }
}
