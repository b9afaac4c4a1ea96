package dev.keywright.cli.audit;

import dev.keywright.audit.verify.Finding;
import dev.keywright.audit.verify.Fork;
import dev.keywright.audit.verify.SeqRange;
import dev.keywright.audit.verify.Verification;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** A verdict for people: one line each, the verdicts first. */
final class VerdictText {
  private static final int MAX_SHOWN = 10;

  private final Verdict verdict;
  private final Verification found;
  private final Ansi ansi;

  VerdictText(Verdict verdict, Ansi ansi) {
    this.verdict = verdict;
    this.found = verdict.found();
    this.ansi = ansi;
  }

  void print(PrintWriter out) {
    out.println("integrity     " + integrity());
    out.println("completeness  " + completeness());
    found.gaps().stream().limit(MAX_SHOWN).forEach(gap -> out.println("  " + describe(gap)));
    more(out, found.gaps().size());
    out.println("anchoring     " + anchoring());
    found.forks().stream()
        .limit(MAX_SHOWN)
        .forEach(fork -> out.println("fork          " + describe(fork)));
    more(out, found.forks().size());
    out.println("records       " + counts());
    found
        .last()
        .ifPresent(
            last ->
                out.println(
                    "last          seq "
                        + last.seq()
                        + " of epoch "
                        + last.epoch()
                        + ", hash "
                        + last.hash()));
  }

  private static void more(PrintWriter out, int count) {
    if (count > MAX_SHOWN) {
      out.println("  and " + (count - MAX_SHOWN) + " more");
    }
  }

  private String integrity() {
    return found.firstFinding().map(this::describe).orElseGet(() -> good("OK"));
  }

  private String describe(Finding first) {
    String others = found.findings() == 1 ? "" : "; " + (found.findings() - 1) + " more after it";
    return bad("TAMPERED@" + first.seq())
        + " "
        + first.problem()
        + " in "
        + first.file()
        + " line "
        + first.line()
        + " (from byte "
        + first.offset()
        + "): "
        + first.detail()
        + others;
  }

  private String completeness() {
    if (found.truncation().isPresent()) {
      Verification.Truncation end = found.truncation().get();
      return bad("TRUNCATED")
          + " after "
          + end.afterSeq()
          + end.headSeq().map(head -> ", the chain goes on to " + head).orElse("")
          + (end.cutLine() ? ", the last line is cut" : "");
    }
    return found.gaps().isEmpty() ? good("OK") : bad("GAP") + " " + ranges();
  }

  private String ranges() {
    SeqRange first = found.gaps().getFirst();
    return first.from() + "-" + first.to();
  }

  private static String describe(SeqRange gap) {
    return "missing "
        + gap.from()
        + "-"
        + gap.to()
        + " of epoch "
        + gap.epoch()
        + ", noticed in "
        + gap.file()
        + " line "
        + gap.line();
  }

  private String anchoring() {
    if (verdict.evidence().isEmpty()) {
      return "none: no checkpoints were given, so a cut end cannot be noticed";
    }
    Witnesses.Evidence evidence = verdict.evidence().get();
    Verification.Anchoring anchoring = found.anchoring();
    String reach =
        anchoring.anchoredTo() == 0
            ? bad("UNANCHORED")
            : (evidence.signed() ? good("OK") : "unsigned")
                + " to "
                + anchoring.anchoredTo()
                + ", "
                + anchoring.tail()
                + " records behind it";
    return reach
        + " ("
        + anchoring.met()
        + " of "
        + anchoring.checkpoints()
        + " checkpoints met, "
        + anchoring.roots()
        + " roots compared)"
        + (evidence.rejected() == 0
            ? ""
            : "; " + bad(evidence.rejected() + " not signed by the key") + " and left out")
        + (evidence.signed() ? "" : "; signatures not checked: give --public-key");
  }

  private static String describe(Fork fork) {
    return "epochs "
        + fork.epoch()
        + " and "
        + fork.otherEpoch()
        + " both continue epoch "
        + fork.parentEpoch()
        + " at "
        + fork.seq()
        + ", "
        + fork.file()
        + " line "
        + fork.line();
  }

  private String counts() {
    Verification.Counts counts = found.counts();
    return counts.records()
        + " in "
        + counts.epochs()
        + " epochs; "
        + counts.repeatedLines()
        + " lines twice, "
        + counts.resentRecords()
        + " records sent again, "
        + counts.unanchoredTail()
        + " behind the head from which the next epoch continued";
  }

  private String good(String word) {
    return ansi.string("@|green " + word + "|@");
  }

  private String bad(String word) {
    return ansi.string("@|bold,red " + word + "|@");
  }
}
