package dev.keywright.cli.audit;

import dev.keywright.audit.json.CanonicalJson;
import dev.keywright.audit.verify.Finding;
import dev.keywright.audit.verify.Fork;
import dev.keywright.audit.verify.SeqRange;
import dev.keywright.audit.verify.Verification;
import java.util.LinkedHashMap;
import java.util.Map;

/** A verdict for programs. */
final class VerdictJson {
  private VerdictJson() {}

  static String of(Verdict verdict) {
    Verification found = verdict.found();
    return CanonicalJson.of(
        Map.of(
            "integrity", integrity(found),
            "completeness", completeness(found),
            "anchoring", anchoring(verdict),
            "forks", found.forks().stream().map(VerdictJson::fork).toList(),
            "counts", counts(found.counts()),
            "last", last(found)));
  }

  private static Map<String, Object> integrity(Verification found) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("verdict", found.isIntact() ? "OK" : "TAMPERED");
    tree.put("findings", found.findings());
    found.firstFinding().ifPresent(first -> tree.put("first", finding(first)));
    return tree;
  }

  private static Map<String, Object> finding(Finding finding) {
    return Map.of(
        "problem", finding.problem().name(),
        "seq", finding.seq(),
        "file", finding.file(),
        "line", finding.line(),
        "offset", finding.offset(),
        "detail", finding.detail());
  }

  private static Map<String, Object> completeness(Verification found) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "verdict",
        found.truncation().isPresent() ? "TRUNCATED" : found.gaps().isEmpty() ? "OK" : "GAP");
    tree.put("gaps", found.gaps().stream().map(VerdictJson::gap).toList());
    found
        .truncation()
        .ifPresent(
            end -> {
              tree.put("afterSeq", end.afterSeq());
              end.headSeq().ifPresent(head -> tree.put("headSeq", head));
              tree.put("cutLine", end.cutLine());
            });
    return tree;
  }

  private static Map<String, Object> gap(SeqRange gap) {
    return Map.of(
        "epoch", gap.epoch(),
        "from", gap.from(),
        "to", gap.to(),
        "file", gap.file(),
        "line", gap.line());
  }

  private static Map<String, Object> anchoring(Verdict verdict) {
    Verification.Anchoring anchoring = verdict.found().anchoring();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "verdict",
        verdict.evidence().isEmpty() ? "NONE" : verdict.isAnchoredAsAsked() ? "OK" : "UNANCHORED");
    verdict
        .evidence()
        .ifPresent(
            evidence -> {
              tree.put("signaturesChecked", evidence.signed());
              tree.put("rejected", evidence.rejected());
            });
    tree.put("checkpoints", anchoring.checkpoints());
    tree.put("met", anchoring.met());
    tree.put("roots", anchoring.roots());
    tree.put("anchoredTo", anchoring.anchoredTo());
    tree.put("tail", anchoring.tail());
    return tree;
  }

  private static Map<String, Object> fork(Fork fork) {
    return Map.of(
        "parentEpoch", fork.parentEpoch(),
        "epoch", fork.epoch(),
        "otherEpoch", fork.otherEpoch(),
        "seq", fork.seq(),
        "file", fork.file(),
        "line", fork.line());
  }

  private static Map<String, Object> counts(Verification.Counts counts) {
    return Map.of(
        "records", counts.records(),
        "epochs", counts.epochs(),
        "repeatedLines", counts.repeatedLines(),
        "resentRecords", counts.resentRecords(),
        "unanchoredTail", counts.unanchoredTail());
  }

  private static Map<String, Object> last(Verification found) {
    return found
        .last()
        .<Map<String, Object>>map(
            head -> Map.of("epoch", head.epoch(), "seq", head.seq(), "hash", head.hash()))
        .orElse(Map.of());
  }
}
