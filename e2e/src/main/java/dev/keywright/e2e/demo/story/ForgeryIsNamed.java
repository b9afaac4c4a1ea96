package dev.keywright.e2e.demo.story;

import dev.keywright.audit.verify.Finding;
import dev.keywright.audit.verify.Verification;
import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody changes one byte of the record. */
final class ForgeryIsNamed implements Step {
  /** What is changed: the name of the Secret in a record. */
  private static final String NAME = "\"name\":\"" + DemoObjects.POLICY + "\"";

  private static final int FIRST_LETTER = "\"name\":\"".length();

  @Override
  public String title() {
    return "One changed byte is named";
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    List<String> lines = new ArrayList<>(new AuditLog(stage.files().auditLog()).lines());
    int index = middle(lines);
    String forged = flipped(lines.get(index));
    lines.set(index, forged);
    AuditLog copy = new AuditLog(stage.files().forgedAuditLog());
    copy.write(lines);
    telling.say(
        "In a copy of the log, one byte of line %d is changed: %s".formatted(index + 1, change()));
    telling.command(copy.verifyCommand());
    Verification verification = copy.verify(AuditTrail.head(stage.objects()));
    String found = verification.firstFinding().map(ForgeryIsNamed::describe).orElse("nothing");
    telling.show(found);
    telling.check(
        "the verifier names line %d".formatted(index + 1),
        verification.firstFinding().filter(finding -> finding.line() == index + 1).isPresent(),
        found);
  }

  /** The line nearest to the middle that can be forged in this way. */
  private static int middle(List<String> lines) {
    for (int index = lines.size() / 2; index < lines.size(); index++) {
      if (lines.get(index).contains(NAME)) {
        return index;
      }
    }
    throw new StepFailed("a record about " + DemoObjects.POLICY, "no such record in the log");
  }

  /** The line with the lowest bit of the name's first letter the other way round. */
  private static String flipped(String line) {
    StringBuilder changed = new StringBuilder(line);
    int at = line.indexOf(NAME) + FIRST_LETTER;
    changed.setCharAt(at, (char) (line.charAt(at) ^ 1));
    return changed.toString();
  }

  private static String change() {
    String name = DemoObjects.POLICY;
    return "%s becomes %s".formatted(name, (char) (name.charAt(0) ^ 1) + name.substring(1));
  }

  private static String describe(Finding finding) {
    return "%s at %s:%d, record %d: %s"
        .formatted(
            finding.problem(), finding.file(), finding.line(), finding.seq(), finding.detail());
  }
}
