package dev.keywright.audit;

import dev.keywright.audit.chain.AuditChain;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.merkle.MerkleEdge;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.TrailRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A log as several processes in a row would have written it: records of many objects, epochs that
 * end in good order and epochs that end in a crash, whose last records the next epoch sends again.
 */
public final class GeneratedLog {
  private static final int OBJECTS = 40;
  private static final Set<AuditType> OF_THE_TRAIL =
      Set.of(AuditType.EpochStarted, AuditType.EpochEnded, AuditType.Heartbeat, AuditType.Gap);

  private final List<AuditLine> lines = new ArrayList<>();
  private final Random random;
  private final long[] sequences = new long[OBJECTS];
  private final List<RecordDraft> drafts =
      AuditSamples.all().stream().filter(draft -> !OF_THE_TRAIL.contains(draft.type())).toList();
  private Instant now = AuditSamples.NOON;
  private Optional<AuditHead> head = Optional.empty();
  private long tail;
  private long resent;

  private GeneratedLog(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A log of at least {@code records} records; epochs that crash only where {@code withCrashes}.
   */
  public static GeneratedLog of(long seed, int records, boolean withCrashes) {
    GeneratedLog log = new GeneratedLog(seed);
    while (log.lines.size() < records) {
      log.epoch(records, withCrashes);
    }
    return log;
  }

  private void epoch(int records, boolean withCrashes) {
    AuditChain chain = new AuditChain(AuditSamples.CLUSTER, AuditSamples.PRODUCER, tick(), head);
    lines.add(chain.start());
    int length = 20 + random.nextInt(Math.max(1, records / 3));
    List<AuditEntry> sent = new ArrayList<>();
    List<AuditObject> objects = new ArrayList<>();
    for (int index = 0; index < length; index++) {
      int number = random.nextInt(OBJECTS);
      AuditObject object =
          AuditObject.namespaced(
              "SecretPolicy", "shop", "policy-" + number, AuditSamples.uid(100 + number));
      RecordDraft draft = drafts.get(random.nextInt(drafts.size()));
      AuditEntry entry = AuditEntry.of(object, ++sequences[number], draft);
      lines.add(chain.append(object, entry).orElseThrow());
      sent.add(entry);
      objects.add(object);
    }
    if (withCrashes && random.nextBoolean()) {
      crash(sent, objects);
    } else {
      lines.add(chain.own(TrailRecords.epochEnded(now)));
      head = Optional.of(AuditHead.confirmed(lines.getLast().position()));
    }
  }

  /** The stored head is some records behind; the next epoch sends those again. */
  private void crash(List<AuditEntry> sent, List<AuditObject> objects) {
    int behind = 1 + random.nextInt(10);
    AuditLine known = lines.get(lines.size() - 1 - behind);
    tail += behind;
    resent += behind;
    AuditChain next =
        new AuditChain(
            AuditSamples.CLUSTER,
            AuditSamples.PRODUCER,
            tick(),
            Optional.of(AuditHead.confirmed(known.position())));
    lines.add(next.start());
    for (int index = sent.size() - behind; index < sent.size(); index++) {
      lines.add(next.append(objects.get(index), sent.get(index)).orElseThrow());
    }
    lines.add(next.own(TrailRecords.epochEnded(now)));
    head = Optional.of(AuditHead.confirmed(lines.getLast().position()));
  }

  private InstantSource tick() {
    return () -> {
      now = now.plusMillis(random.nextInt(5_000));
      return now;
    };
  }

  public List<AuditLine> lines() {
    return List.copyOf(lines);
  }

  /** The log as its lines, to be changed by a test. */
  public List<String> text() {
    return lines.stream().map(AuditLine::json).collect(Collectors.toCollection(ArrayList::new));
  }

  public byte[] bytes() {
    return bytes(text());
  }

  public static byte[] bytes(List<String> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line).append('\n'));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The head as it was after line {@code index}. */
  public AuditHead headAfter(int index) {
    return AuditHead.confirmed(lines.get(index).position());
  }

  /** The checkpoint after the last line: over the records of the chain, without the tails. */
  public Checkpoint lastCheckpoint() {
    return checkpointAfter(lines.size() - 1);
  }

  /** The checkpoint as it was after line {@code index}, which is not of a tail. */
  public Checkpoint checkpointAfter(int index) {
    TreeMap<Long, String> path = new TreeMap<>();
    lines
        .subList(0, index + 1)
        .forEach(
            line -> {
              path.tailMap(line.position().seq(), true).clear();
              path.put(line.position().seq(), line.position().hash());
            });
    MerkleEdge tree = new MerkleEdge();
    path.values().forEach(hash -> tree.append(HexFormat.of().parseHex(hash)));
    return Checkpoint.of(headAfter(index), tree);
  }

  public AuditHead lastHead() {
    return headAfter(lines.size() - 1);
  }

  /** Place in the chain of line {@code index}. */
  public long seq(int index) {
    return lines.get(index).position().seq();
  }

  /** Records that crashed epochs wrote behind the stored head. */
  public long tail() {
    return tail;
  }

  /** Records that stand in the log twice, under one id. */
  public long resent() {
    return resent;
  }
}
