package dev.keywright.audit.sink;

import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.SignedNote;
import dev.keywright.audit.json.CanonicalJson;
import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.RecordReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * CloudEvents 1.0 in structured mode (JSON format, section 3): one event for each record, with the
 * record itself, byte for byte, as {@code data}. Pure.
 */
final class CloudEvent {
  static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";
  private static final String TYPE_PREFIX = "dev.keywright.audit.v1.";
  private static final String SCHEMA = "https://keywright.dev/schemas/audit-record-v1.json";

  private CloudEvent() {}

  /** The event that carries a record. */
  static String of(AuditLine line) {
    AuditRecord record = read(line);
    Map<String, Object> context =
        context(line.position().cluster(), record.id().toString(), record.draft().type().name());
    context.put("time", record.draft().circumstances().occurred().toString());
    context.put(
        "subject",
        record.object().kind()
            + "/"
            + record.object().namespace().map(space -> space + "/").orElse("")
            + record.object().name());
    context.put("datacontenttype", "application/json");
    context.put("dataschema", SCHEMA);
    context.put("sequence", sequence(record.chain().seq()));
    String head = CanonicalJson.of(context);
    return head.substring(0, head.length() - 1) + ",\"data\":" + line.json() + "}";
  }

  /** The event that carries a checkpoint as text. */
  static String of(String cluster, Checkpoint checkpoint, SignedNote note) {
    Map<String, Object> context =
        context(
            cluster, "checkpoint-" + checkpoint.epoch() + "-" + checkpoint.size(), "Checkpoint");
    context.put("datacontenttype", "text/plain");
    context.put("sequence", sequence(checkpoint.size()));
    context.put("data", note.toString());
    return CanonicalJson.of(context);
  }

  private static Map<String, Object> context(String cluster, String id, String type) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("specversion", "1.0");
    context.put("id", id);
    context.put("source", "/keywright/" + cluster);
    context.put("type", TYPE_PREFIX + type);
    return context;
  }

  /** The extension {@code sequence}: sorts as text. */
  private static String sequence(long seq) {
    return String.format(Locale.ROOT, "%019d", seq);
  }

  private static AuditRecord read(AuditLine line) {
    try {
      return RecordReader.read(line.json());
    } catch (MalformedLine e) {
      throw new IllegalStateException("a line of the chain is a record", e);
    }
  }
}
