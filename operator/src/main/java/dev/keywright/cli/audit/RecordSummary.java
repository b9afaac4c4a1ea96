package dev.keywright.cli.audit;

import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.Result;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.Trigger;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A record in a few words. Pure. */
final class RecordSummary {
  private RecordSummary() {}

  /** One line for a terminal. */
  static String line(AuditRecord record) {
    return Stream.of(
            record.draft().circumstances().occurred().toString(),
            "#" + record.chain().seq(),
            record.draft().type().severity().name(),
            record.draft().type().name(),
            about(record),
            "by " + actor(record),
            detail(record))
        .filter(part -> !part.isEmpty())
        .map(RecordSummary::printable)
        .collect(Collectors.joining("  "));
  }

  /** What the record is about: the object whose record it is. */
  static String about(AuditRecord record) {
    AuditObject object = record.object();
    return object.kind()
        + " "
        + object.namespace().map(space -> space + "/").orElse("")
        + object.name();
  }

  /** The path in a store, if the record is about one. */
  static Optional<String> path(AuditRecord record) {
    return record
        .draft()
        .subject()
        .store()
        .flatMap(store -> store.path().map(path -> store.reference().toString() + ":" + path));
  }

  /** Who, and how sure that is. */
  static String actor(AuditRecord record) {
    Actor actor = record.draft().circumstances().actor();
    return switch (actor.verification()) {
      case Admission -> actor.username() + " (verified)";
      case Claimed -> actor.username() + " (claimed)";
      case None -> actor.username();
    };
  }

  /** Why, as far as the record says. */
  static String trigger(AuditRecord record) {
    Circumstances when = record.draft().circumstances();
    return when.trigger().map(RecordSummary::describe).orElse("");
  }

  private static String describe(Trigger trigger) {
    return trigger.kind()
        + trigger.key().map(key -> " " + key).orElse("")
        + trigger.reason().map(reason -> ": " + reason).orElse("");
  }

  /** Outcome, phases, reason and the most telling piece of evidence. */
  static String detail(AuditRecord record) {
    Result result = record.draft().result();
    return Stream.of(
            Optional.of(result.outcome().name()),
            result.from().flatMap(from -> result.to().map(to -> from + " to " + to)),
            result.reason(),
            path(record),
            secret(record.draft().subject()),
            record.draft().evidence().stream().flatMap(RecordSummary::evidence).findFirst(),
            record.merged().map(merge -> "stands for " + merge.count() + " records"))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> secret(Subject subject) {
    return subject
        .secret()
        .map(secret -> secret.kind() + " " + secret.namespace() + "/" + secret.name());
  }

  private static Stream<String> evidence(Evidence piece) {
    return switch (piece) {
      case Evidence.Editor editor -> Stream.of("edited by field manager " + editor.fieldManager());
      case Evidence.Loss loss -> Stream.of(loss.count() + " records lost in " + loss.where());
      case Evidence.SpecChange change -> Stream.of("fields " + String.join(" ", change.fields()));
      case Evidence.Workloads _,
          Evidence.Content _,
          Evidence.Probes _,
          Evidence.StoreRequest _,
          Evidence.Parent _ ->
          Stream.empty();
    };
  }

  /** Text of people and stores may hold anything; a terminal gets no control characters. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
