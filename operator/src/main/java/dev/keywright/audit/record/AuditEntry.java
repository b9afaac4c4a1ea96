package dev.keywright.audit.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.json.MalformedLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A record while it waits in the status of its object: numbered, but not yet in the chain. All
 * parts are plain text and numbers, so that a status can hold them without knowing this package;
 * nothing is checked until {@link #open}, since a status may hold anything.
 *
 * @param id the record's id, see {@link AuditObject#recordId}
 * @param sequence number of the record within its object, from 1 on
 * @param type name of an {@link AuditType}
 * @param at when it happened, to the millisecond
 * @param body the rest of what is known, as canonical JSON of at most {@link #MAX_BODY_BYTES}
 */
public record AuditEntry(String id, long sequence, String type, Instant at, String body) {
  /** The most bytes of UTF-8 that a body has. */
  public static final int MAX_BODY_BYTES = 4096;

  /** What an entry says. */
  public record Opened(RecordDraft draft, Optional<Merge> merged) {}

  /** Entry number {@code sequence} of {@code object}. */
  public static AuditEntry of(AuditObject object, long sequence, RecordDraft draft) {
    return of(object, sequence, draft, Optional.empty());
  }

  /** The same for an entry that stands for several. */
  public static AuditEntry of(
      AuditObject object, long sequence, RecordDraft draft, Optional<Merge> merged) {
    return new AuditEntry(
        object.recordId(sequence).toString(),
        sequence,
        draft.type().name(),
        draft.circumstances().occurred(),
        BodyShortener.shorten(RecordTree.body(draft, merged), MAX_BODY_BYTES));
  }

  /**
   * Reads this entry as one of {@code object}. Empty when somebody else wrote or changed it:
   * another id, an unknown type, a body that is not in the schema.
   */
  public Optional<Opened> open(AuditObject object) {
    Optional<AuditType> known =
        Arrays.stream(AuditType.values()).filter(word -> word.name().equals(type)).findFirst();
    byte[] bytes = body.getBytes(UTF_8);
    if (known.isEmpty()
        || sequence < 1
        || bytes.length > MAX_BODY_BYTES
        || !object.recordId(sequence).toString().equals(id)) {
      return Optional.empty();
    }
    try {
      RecordSchema.newScanner().scan(RecordSchema.BODY, bytes, 0, bytes.length);
      Members members = Members.parse(bytes);
      return Optional.of(
          new Opened(
              RecordReader.draft(members, known.get(), at),
              members.optionalObject("merged").map(RecordReader::merge)));
    } catch (MalformedLine | DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
