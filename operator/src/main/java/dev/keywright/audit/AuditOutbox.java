package dev.keywright.audit;

import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.Merge;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.TrailRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The records of one object that no sink has confirmed yet, as its status holds them. Immutable:
 * every change is a new outbox, to be written in the same status write as what it tells.
 *
 * @param object whose outbox
 * @param lastSequence number of the last record ever made for the object; 0 before the first
 * @param entries in the order of their sequence, at most {@link #MAX_ENTRIES} once something was
 *     appended
 */
public record AuditOutbox(AuditObject object, long lastSequence, List<AuditEntry> entries) {
  /** The most entries that a status holds. */
  public static final int MAX_ENTRIES = 64;

  /** No object comes near so many records: a number from here on was not given by us. */
  private static final long FORGED_SEQUENCE = 1L << 52;

  public AuditOutbox {
    entries = entries.stream().sorted(Comparator.comparingLong(AuditEntry::sequence)).toList();
    long last =
        entries.stream()
            .mapToLong(AuditEntry::sequence)
            .filter(sequence -> sequence < FORGED_SEQUENCE)
            .max()
            .orElse(0);
    lastSequence = Math.max(lastSequence, last);
  }

  /**
   * The outbox of an object whose status has none, because it is new or because it was lost: the
   * two look the same. Sequences begin at the milliseconds of {@code age}, beyond any that an
   * earlier status can have given, so that no id is given twice.
   *
   * @param age time since the object was made
   */
  public static AuditOutbox none(AuditObject object, Duration age) {
    return new AuditOutbox(object, Math.max(0, age.toMillis()), List.of());
  }

  /**
   * This outbox with one more record. When it is full, the two oldest records of the most frequent
   * type become one with a count ({@link Merge}); syncing never waits for a sink.
   */
  public AuditOutbox append(RecordDraft draft) {
    AuditOutbox longer = add(AuditEntry.of(object, lastSequence + 1, draft));
    return longer.entries.size() > MAX_ENTRIES ? longer.shorten(draft) : longer;
  }

  /** This outbox with more records, in their order. */
  public AuditOutbox append(List<RecordDraft> drafts) {
    AuditOutbox longer = this;
    for (RecordDraft draft : drafts) {
      longer = longer.append(draft);
    }
    return longer;
  }

  /** This outbox without the records of these ids. */
  public AuditOutbox without(Set<String> ids) {
    return new AuditOutbox(
        object, lastSequence, entries.stream().filter(entry -> !ids.contains(entry.id())).toList());
  }

  private AuditOutbox add(AuditEntry entry) {
    List<AuditEntry> longer = new ArrayList<>(entries);
    longer.add(entry);
    return new AuditOutbox(object, entry.sequence(), longer);
  }

  private AuditOutbox shorten(RecordDraft latest) {
    List<Waiting> readable = new ArrayList<>();
    for (AuditEntry entry : entries) {
      entry.open(object).ifPresent(opened -> readable.add(new Waiting(entry, opened)));
    }
    int unreadable = entries.size() - readable.size();
    if (unreadable > 0) {
      Set<String> ids = Set.copyOf(readable.stream().map(one -> one.entry().id()).toList());
      AuditOutbox kept =
          new AuditOutbox(
              object,
              lastSequence,
              entries.stream().filter(entry -> ids.contains(entry.id())).toList());
      return kept.append(
          TrailRecords.gap(
              latest.circumstances().occurred(),
              new Evidence.Loss("outbox", unreadable, Optional.empty(), Optional.empty())));
    }
    return mergeOldest(readable);
  }

  private AuditOutbox mergeOldest(List<Waiting> readable) {
    AuditType type = mostFrequent(readable);
    List<Waiting> oldest =
        readable.stream()
            .filter(one -> one.type() == type)
            .sorted(Comparator.comparingLong(Waiting::firstSequence))
            .limit(2)
            .toList();
    AuditEntry merged = oldest.getFirst().mergeWith(oldest.getLast(), object, lastSequence + 1);
    return without(Set.copyOf(oldest.stream().map(one -> one.entry().id()).toList())).add(merged);
  }

  /** Of the most frequent types the least severe, then the first one declared. */
  private static AuditType mostFrequent(List<Waiting> readable) {
    Map<AuditType, Integer> counts = new EnumMap<>(AuditType.class);
    readable.forEach(one -> counts.merge(one.type(), 1, Integer::sum));
    return counts.keySet().stream()
        .max(
            Comparator.comparing((AuditType type) -> counts.getOrDefault(type, 0))
                .thenComparing(AuditType::severity, Comparator.reverseOrder())
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  /** An entry and what it says. */
  private record Waiting(AuditEntry entry, AuditEntry.Opened opened) {
    AuditType type() {
      return opened.draft().type();
    }

    long count() {
      return opened.merged().map(Merge::count).orElse(1L);
    }

    long firstSequence() {
      return opened.merged().map(Merge::firstSequence).orElse(entry.sequence());
    }

    long lastSequence() {
      return opened.merged().map(Merge::lastSequence).orElse(entry.sequence());
    }

    Instant since() {
      return opened.merged().map(Merge::since).orElse(entry.at());
    }

    AuditEntry mergeWith(Waiting younger, AuditObject object, long sequence) {
      Merge merge =
          new Merge(
              count() + younger.count(),
              firstSequence(),
              Math.max(lastSequence(), younger.lastSequence()),
              since());
      return AuditEntry.of(object, sequence, younger.opened().draft(), Optional.of(merge));
    }
  }
}
