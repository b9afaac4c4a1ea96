package dev.keywright.audit.verify;

import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.ChainPosition;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.audit.record.RecordWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What somebody would write who knows the format and wants one record to say something else. */
final class RewrittenChain {
  private RewrittenChain() {}

  /** The log with record number {@code from} changed and all hashes behind it made to fit. */
  static List<String> of(List<String> lines, int from) throws Exception {
    List<String> rewritten = new ArrayList<>(lines.subList(0, from));
    Map<String, String> newHashes = new HashMap<>();
    for (int index = from; index < lines.size(); index++) {
      AuditRecord genuine = RecordReader.read(lines.get(index));
      ChainPosition place = genuine.chain();
      AuditRecord forged =
          RecordWriter.seal(
              new AuditRecord(
                  genuine.object(),
                  genuine.sequence(),
                  withParent(genuine.draft(), newHashes),
                  genuine.merged(),
                  index == from ? genuine.recorded().plusMillis(1) : genuine.recorded(),
                  genuine.producer(),
                  new ChainPosition(
                      place.cluster(),
                      place.epoch(),
                      place.seq(),
                      newHashes.getOrDefault(place.prevHash(), place.prevHash()),
                      "")));
      newHashes.put(place.hash(), forged.chain().hash());
      rewritten.add(RecordWriter.line(forged));
    }
    return rewritten;
  }

  private static RecordDraft withParent(RecordDraft draft, Map<String, String> newHashes) {
    List<Evidence> evidence =
        draft.evidence().stream()
            .map(
                piece ->
                    piece instanceof Evidence.Parent(long epoch, long seq, String hash)
                        ? new Evidence.Parent(epoch, seq, newHashes.getOrDefault(hash, hash))
                        : piece)
            .toList();
    return new RecordDraft(
        draft.type(), draft.circumstances(), draft.subject(), evidence, draft.result());
  }
}
