package dev.keywright.audit.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.json.MalformedLine;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Revision;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads records back. Strict: whatever is not in the schema is refused. Stateless. */
public final class RecordReader {
  private RecordReader() {}

  /**
   * Reads one line of a log. Says nothing about the chain: see the verifier.
   *
   * @throws MalformedLine when it is not a record in canonical form
   */
  public static AuditRecord read(String line) throws MalformedLine {
    byte[] bytes = line.getBytes(UTF_8);
    RecordSchema.newScanner().scan(RecordSchema.RECORD, bytes, 0, bytes.length);
    try {
      return read(Members.parse(bytes));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new MalformedLine(MalformedLine.Kind.InvalidField, "a time or number out of range");
    }
  }

  private static AuditRecord read(Members members) {
    Instant occurred = Instant.parse(members.text("occurred"));
    return new AuditRecord(
        object(members.object("object")),
        members.whole("sequence"),
        draft(members, members.word("type", AuditType.class), occurred),
        members.optionalObject("merged").map(RecordReader::merge),
        Instant.parse(members.text("recorded")),
        producer(members.object("producer")),
        chain(members.object("chain")));
  }

  static RecordDraft draft(Members body, AuditType type, Instant occurred) {
    Circumstances circumstances =
        new Circumstances(
            occurred,
            actor(body.object("actor")),
            body.optionalObject("trigger").map(RecordReader::trigger),
            body.optionalText("run"),
            body.optionalText("cause"),
            body.flag("recovered"));
    return new RecordDraft(
        type,
        circumstances,
        body.optionalObject("subject").map(RecordReader::subject).orElse(Subject.NONE),
        body.optionalObject("evidence").map(RecordReader::evidence).orElse(List.of()),
        result(body.object("result")));
  }

  static Merge merge(Members merged) {
    return new Merge(
        merged.whole("count"),
        merged.whole("firstSequence"),
        merged.whole("lastSequence"),
        Instant.parse(merged.text("since")));
  }

  private static AuditObject object(Members object) {
    return new AuditObject(
        object.text("kind"), object.optionalText("namespace"), object.text("name"), uid(object));
  }

  private static Producer producer(Members producer) {
    return new Producer(producer.text("version"), producer.text("pod"), producer.whole("term"));
  }

  private static ChainPosition chain(Members chain) {
    return new ChainPosition(
        chain.text("cluster"),
        chain.whole("epoch"),
        chain.whole("seq"),
        chain.text("prevHash"),
        chain.text("hash"));
  }

  private static Actor actor(Members actor) {
    return new Actor(
        actor.word("kind", Actor.Kind.class),
        actor.text("username"),
        actor.word("verification", Actor.Verification.class));
  }

  private static Trigger trigger(Members trigger) {
    return new Trigger(
        trigger.word("kind", Trigger.Kind.class),
        trigger.optionalText("key"),
        trigger.optionalText("reason"));
  }

  private static Subject subject(Members subject) {
    return new Subject(
        subject.optionalObject("policy").map(RecordReader::policy),
        subject.optionalObject("store").map(RecordReader::store),
        subject.optionalObject("target").map(RecordReader::target),
        subject.optionalObject("secret").map(RecordReader::secret));
  }

  private static Subject.Policy policy(Members policy) {
    return new Subject.Policy(
        policy.text("namespace"), policy.text("name"), uid(policy), policy.whole("generation"));
  }

  private static Subject.Store store(Members store) {
    return new Subject.Store(
        new StoreReference(store.optionalText("namespace"), store.text("name")),
        store.optionalText("path"),
        store.optionalText("versionBefore").map(SourceVersion::new),
        store.optionalText("versionAfter").map(SourceVersion::new));
  }

  private static Subject.Target target(Members target) {
    return new Subject.Target(
        target.text("kind"), target.optionalText("host"), target.optionalText("principal"));
  }

  private static Subject.Secret secret(Members secret) {
    return new Subject.Secret(
        secret.text("kind"),
        secret.text("namespace"),
        secret.text("name"),
        secret.texts("keys"),
        secret.count("keysOmitted"),
        secret.optionalText("revision").filter(Revision::isWellFormed).map(Revision::new));
  }

  private static List<Evidence> evidence(Members evidence) {
    List<Evidence> pieces = new ArrayList<>();
    evidence.optionalObject("content").map(RecordReader::content).ifPresent(pieces::add);
    List<Evidence.Probe> probes = evidence.objects("probes", RecordReader::probe);
    if (!probes.isEmpty()) {
      pieces.add(new Evidence.Probes(probes));
    }
    evidence.optionalObject("workloads").map(RecordReader::workloads).ifPresent(pieces::add);
    evidence.optionalText("storeRequest").map(Evidence.StoreRequest::new).ifPresent(pieces::add);
    evidence.optionalObject("spec").map(RecordReader::spec).ifPresent(pieces::add);
    evidence.optionalText("editor").map(Evidence.Editor::new).ifPresent(pieces::add);
    evidence.optionalObject("parent").map(RecordReader::parent).ifPresent(pieces::add);
    evidence.optionalObject("loss").map(RecordReader::loss).ifPresent(pieces::add);
    return pieces;
  }

  private static Evidence.Content content(Members content) {
    return new Evidence.Content(
        content.optionalText("before").map(Fingerprint::parse),
        content.optionalText("after").map(Fingerprint::parse));
  }

  private static Evidence.Probe probe(Members probe) {
    return new Evidence.Probe(probe.text("name"), probe.flag("passed"));
  }

  private static Evidence.Workloads workloads(Members workloads) {
    return new Evidence.Workloads(
        workloads.objects("states", RecordReader::workload), workloads.count("omitted"));
  }

  private static Evidence.Workload workload(Members workload) {
    return new Evidence.Workload(
        workload.text("kind"),
        workload.text("name"),
        workload.count("ready"),
        workload.count("total"));
  }

  private static Evidence.SpecChange spec(Members spec) {
    return new Evidence.SpecChange(spec.text("hash"), spec.texts("fields"), spec.count("omitted"));
  }

  private static Evidence.Parent parent(Members parent) {
    return new Evidence.Parent(parent.whole("epoch"), parent.whole("seq"), parent.text("hash"));
  }

  private static Evidence.Loss loss(Members loss) {
    return new Evidence.Loss(
        loss.text("where"),
        loss.whole("count"),
        loss.optionalWhole("firstSeq"),
        loss.optionalWhole("lastSeq"));
  }

  private static Result result(Members result) {
    return new Result(
        result.word("outcome", Result.Outcome.class),
        result.optionalText("from"),
        result.optionalText("to"),
        result.optionalWhole("attempt").map(Math::toIntExact),
        result.optionalText("reason"),
        result.optionalWhole("durationMillis").map(Duration::ofMillis));
  }

  private static UUID uid(Members members) {
    return UUID.fromString(members.text("uid"));
  }
}
