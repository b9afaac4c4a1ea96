package dev.keywright.audit.record;

import static dev.keywright.audit.json.Field.optional;
import static dev.keywright.audit.json.Field.required;

import dev.keywright.audit.json.ChoiceShape;
import dev.keywright.audit.json.FlagShape;
import dev.keywright.audit.json.LineScanner;
import dev.keywright.audit.json.ListShape;
import dev.keywright.audit.json.ObjectShape;
import dev.keywright.audit.json.Shape;
import dev.keywright.audit.json.TextFormat;
import dev.keywright.audit.json.TextShape;
import dev.keywright.audit.json.WholeShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The closed schema {@code audit/v1}: what a line may hold, and what the body of an outbox entry
 * may hold. The published JSON Schema is printed from the same shapes.
 */
public final class RecordSchema {
  /** The value of every record's {@code schema} field. */
  public static final String VERSION = "audit/v1";

  /** The most bytes that a line has, without its line end. */
  public static final int MAX_LINE_BYTES = 16 * 1024;

  /** Slots of {@link #newScanner()}: where the fields that make the chain stand in a line. */
  public static final int CLUSTER = 0;

  /** Slot of {@code chain.epoch}. */
  public static final int EPOCH = 1;

  /** Slot of {@code chain.seq}. */
  public static final int SEQ = 2;

  /** Slot of {@code chain.prevHash}. */
  public static final int PREV_HASH = 3;

  /** Slot of {@code chain.hash}. */
  public static final int HASH = 4;

  /** Slot of {@code id}. */
  public static final int ID = 5;

  /** Slot of {@code type}. */
  public static final int TYPE = 6;

  /** Slot of {@code evidence.parent.epoch}. */
  public static final int PARENT_EPOCH = 7;

  /** Slot of {@code evidence.parent.seq}. */
  public static final int PARENT_SEQ = 8;

  /** Slot of {@code evidence.parent.hash}. */
  public static final int PARENT_HASH = 9;

  private static final int SLOTS = 10;

  private static final Shape DIGEST = TextShape.of(TextFormat.Digest);
  private static final Shape UUID = TextShape.of(TextFormat.Uuid);
  private static final Shape TIME = TextShape.of(TextFormat.Timestamp);
  private static final Shape FINGERPRINT = TextShape.of(TextFormat.Fingerprint);
  private static final Shape WORD = TextShape.of(TextFormat.Word);
  private static final Shape KIND = TextShape.upTo(RecordLimits.WORD);
  private static final Shape NAME = TextShape.upTo(RecordLimits.NAME);
  private static final Shape NAMESPACE = TextShape.upTo(RecordLimits.NAMESPACE);
  private static final Shape VERSION_ID = TextShape.upTo(RecordLimits.VERSION);
  private static final Shape COUNT = WholeShape.from(0);
  private static final Shape POSITIVE = WholeShape.from(1);

  private static final ObjectShape ACTOR =
      ObjectShape.of(
          required("kind", ChoiceShape.of(Actor.Kind.class), "What sort of actor."),
          required("username", TextShape.upTo(RecordLimits.PRINCIPAL), "The actor's name."),
          required(
              "verification",
              ChoiceShape.of(Actor.Verification.class),
              "How sure the name is: stamped at admission, claimed by the request, or none."));

  private static final ObjectShape TRIGGER =
      ObjectShape.of(
          required("kind", ChoiceShape.of(Trigger.Kind.class), "What sort of trigger."),
          optional(
              "key",
              TextShape.upTo(RecordLimits.TOKEN),
              "Which one: schedule slot, request token, upstream version, instant of expiry."),
          optional(
              "reason", TextShape.upTo(RecordLimits.REASON), "What the person who asked wrote."));

  private static final ObjectShape POLICY =
      ObjectShape.of(
          required("generation", COUNT, "Generation of the policy's spec."),
          required("name", NAME, "Name of the SecretPolicy."),
          required("namespace", NAMESPACE, "Its namespace."),
          required("uid", UUID, "Its uid."));

  private static final ObjectShape STORE =
      ObjectShape.of(
          required(
              "kind",
              new ChoiceShape(List.of("SecretStore", "ClusterSecretStore")),
              "Kind of the store."),
          required("name", NAME, "Name of the store."),
          optional("namespace", NAMESPACE, "Namespace of a SecretStore."),
          optional("path", TextShape.upTo(RecordLimits.PATH), "Path of the object in the store."),
          optional("versionAfter", VERSION_ID, "The object's version afterwards."),
          optional("versionBefore", VERSION_ID, "The object's version before."));

  private static final ObjectShape TARGET =
      ObjectShape.of(
          optional("host", NAME, "Where it is."),
          required("kind", KIND, "The driver's name."),
          optional(
              "principal",
              TextShape.upTo(RecordLimits.PRINCIPAL),
              "The user, key or certificate there."));

  private static final ObjectShape SECRET =
      ObjectShape.of(
          optional(
              "keys", new ListShape(NAME, RecordLimits.LISTED), "Names of the keys in question."),
          optional("keysOmitted", POSITIVE, "How many more keys there were."),
          required("kind", KIND, "Secret or ConfigMap."),
          required("name", NAME, "Name of the object."),
          required("namespace", NAMESPACE, "Its namespace."),
          optional("revision", TextShape.upTo(26), "Revision of its content."));

  private static final ObjectShape SUBJECT =
      ObjectShape.of(
          optional("policy", POLICY, "The policy at work."),
          optional("secret", SECRET, "The object in the cluster that holds the values."),
          optional("store", STORE, "The store and path read or written."),
          optional("target", TARGET, "The system that accepts the credential."));

  private static final ObjectShape CONTENT =
      ObjectShape.of(
          optional("after", FINGERPRINT, "Afterwards; absent when nothing is left."),
          optional("before", FINGERPRINT, "Before; absent when there was nothing."));

  private static final ObjectShape LOSS =
      ObjectShape.of(
          required("count", POSITIVE, "How many records."),
          optional("firstSeq", POSITIVE, "Place in the chain of the first."),
          optional("lastSeq", POSITIVE, "Place in the chain of the last."),
          required("where", KIND, "outbox, queue, or the name of the sink that missed them."));

  private static final ObjectShape PARENT =
      ObjectShape.of(
          required("epoch", POSITIVE, "Epoch of the record continued from.").keptAs(PARENT_EPOCH),
          required("hash", DIGEST, "Its hash.").keptAs(PARENT_HASH),
          required("seq", POSITIVE, "Its place in the chain.").keptAs(PARENT_SEQ));

  private static final ObjectShape PROBE =
      ObjectShape.of(
          required("name", TextShape.upTo(RecordLimits.FIELD_NAME), "Name of the check."),
          required("passed", new FlagShape(false), "Whether it passed."));

  private static final ObjectShape SPEC =
      ObjectShape.of(
          optional(
              "fields",
              new ListShape(TextShape.upTo(RecordLimits.FIELD_NAME), RecordLimits.LISTED),
              "Paths of the fields that changed."),
          required("hash", DIGEST, "SHA-256 of the new spec as canonical JSON."),
          optional("omitted", POSITIVE, "How many more fields there were."));

  private static final ObjectShape WORKLOAD =
      ObjectShape.of(
          required("kind", KIND, "Kind of the workload."),
          required("name", NAME, "Its name."),
          required("ready", COUNT, "Pods that are ready on the wanted version."),
          required("total", COUNT, "Pods in all."));

  private static final ObjectShape WORKLOADS =
      ObjectShape.of(
          optional("omitted", POSITIVE, "How many more workloads there were."),
          required("states", new ListShape(WORKLOAD, RecordLimits.LISTED), "The workloads."));

  private static final ObjectShape EVIDENCE =
      ObjectShape.of(
          optional("content", CONTENT, "Keyed fingerprints of the content."),
          optional("editor", VERSION_ID, "Field manager that edited the object last."),
          optional("loss", LOSS, "How many records are missing, and where."),
          optional("parent", PARENT, "The record that a new epoch continues from."),
          optional("probes", new ListShape(PROBE, RecordLimits.LISTED), "Checks of the value."),
          optional("spec", SPEC, "What changed in a spec."),
          optional("storeRequest", VERSION_ID, "Id of our request in the store's own log."),
          optional("workloads", WORKLOADS, "How far the consumers were."));

  private static final ObjectShape RESULT =
      ObjectShape.of(
          optional("attempt", POSITIVE, "Which attempt."),
          optional("durationMillis", COUNT, "How long it took."),
          optional("from", WORD, "The phase before."),
          required("outcome", ChoiceShape.of(Result.Outcome.class), "How it ended."),
          optional("reason", WORD, "The reason given in the object's condition."),
          optional("to", WORD, "The phase after."));

  private static final ObjectShape MERGED =
      ObjectShape.of(
          required("count", WholeShape.from(2), "How many records this one stands for."),
          required("firstSequence", POSITIVE, "Sequence of the first of them."),
          required("lastSequence", POSITIVE, "Sequence of the last of them."),
          required("since", TIME, "When the first of them occurred."));

  private static final ObjectShape OBJECT =
      ObjectShape.of(
          required("kind", KIND, "Its kind; AuditEpoch for the trail's own records."),
          required("name", NAME, "Its name."),
          optional("namespace", NAMESPACE, "Its namespace."),
          required("uid", UUID, "Its uid."));

  private static final ObjectShape PRODUCER =
      ObjectShape.of(
          required("pod", NAME, "The pod's name."),
          required("term", COUNT, "Which leader term."),
          required("version", VERSION_ID, "Version of Keywright."));

  private static final ObjectShape CHAIN =
      ObjectShape.of(
          required("cluster", NAME, "Which installation's chain.").keptAs(CLUSTER),
          required("epoch", POSITIVE, "Which writer of the chain.").keptAs(EPOCH),
          required("hash", DIGEST, "SHA-256 of this record as RFC 8785 JSON without this field.")
              .keptAs(HASH),
          required("prevHash", DIGEST, "Hash of the record before; zeros for the first.")
              .keptAs(PREV_HASH),
          required("seq", POSITIVE, "Height in the chain, counted on across epochs.").keptAs(SEQ));

  /** The body of an outbox entry: what is known before the chain. */
  public static final ObjectShape BODY =
      ObjectShape.of(
          required("actor", ACTOR, "Who caused it."),
          optional("cause", TextShape.upTo(RecordLimits.TOKEN), "Joins records of one cause."),
          optional("evidence", EVIDENCE, "Facts that support it."),
          optional("merged", MERGED, "Present when this record stands for several."),
          optional("recovered", new FlagShape(true), "The evidence was found afterwards."),
          required("result", RESULT, "What came of it."),
          optional("run", NAME, "Name of the rotation it belongs to."),
          optional("subject", SUBJECT, "What it is about."),
          optional("trigger", TRIGGER, "What set it off."));

  /** A whole record: one line of a log. */
  public static final ObjectShape RECORD =
      BODY.and(
          required("chain", CHAIN, "Place in the hash chain."),
          required("id", UUID, "UUIDv5 of the object's uid and the sequence.").keptAs(ID),
          required("object", OBJECT, "The object whose outbox the record came from."),
          required("occurred", TIME, "When it happened."),
          required("producer", PRODUCER, "The process that wrote the record to the chain."),
          required("recorded", TIME, "When it entered the chain."),
          required("schema", new ChoiceShape(List.of(VERSION)), "Version of this schema."),
          required("sequence", POSITIVE, "Number of the record within its object."),
          required("severity", ChoiceShape.of(Severity.class), "Follows from the type."),
          required("type", ChoiceShape.of(AuditType.class), "What kind of thing happened.")
              .keptAs(TYPE));

  private RecordSchema() {}

  /** A scanner with room for the slots above. */
  public static LineScanner newScanner() {
    return new LineScanner(SLOTS);
  }

  /** The published JSON Schema (draft 2020-12) of one line, as a tree in reading order. */
  public static Map<String, Object> toJsonSchema() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("$id", "https://keywright.dev/schemas/audit-record-v1.json");
    document.put("title", "Keywright audit record, audit/v1");
    document.putAll(RECORD.toJsonSchema());
    return document;
  }
}
