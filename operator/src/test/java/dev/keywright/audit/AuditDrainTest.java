package dev.keywright.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.merkle.MerkleEdge;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.audit.verify.AuditVerifier;
import dev.keywright.audit.verify.Expectation;
import dev.keywright.audit.verify.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class AuditDrainTest {
  private static final Duration SINK_TIMEOUT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final MemoryHeadStore heads = new MemoryHeadStore();
  private final List<AuditHead> shown = new CopyOnWriteArrayList<>();
  private final AckLedger ledger = new AckLedger(object -> {});
  private final TestSink near = new TestSink("near");
  private final TestSink far = new TestSink("far");
  private final List<AuditDrain> started = new ArrayList<>();
  private AuditOutbox outbox = AuditOutbox.none(AuditSamples.POLICY, Duration.ZERO);

  @AfterEach
  void stop() {
    near.set(TestSink.Mood.WORKS);
    far.set(TestSink.Mood.WORKS);
    started.forEach(drain -> drain.stop(Duration.ofSeconds(5)));
  }

  @Test
  void bringsRecordsToAllSinksAndConfirmsThem() {
    AuditDrain drain = start(new WiredSink(near, LONG, false), new WiredSink(far, LONG, false));

    submit(drain, 5);

    awaitConfirmed(5);
    assertThat(types(near)).hasSize(6).startsWith(AuditType.EpochStarted);
    assertThat(far.taken()).isEqualTo(near.taken());
  }

  @Test
  @DisplayName("A3 a sink that never answers holds nothing up for longer than its timeout")
  void aHangingSinkHoldsNothingUp() {
    far.set(TestSink.Mood.HANGS);
    AuditDrain drain =
        start(new WiredSink(near, LONG, false), new WiredSink(far, SINK_TIMEOUT, false));
    long begin = System.nanoTime();

    submit(drain, 5);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SINK_TIMEOUT);
    await().atMost(LONG).until(() -> near.taken().size() == 6);
    assertThat(confirmed()).isZero();
    awaitConfirmed(5);
    assertThat(drain.sinkHealth())
        .extracting(SinkHealth::name, SinkHealth::failing)
        .contains(org.assertj.core.groups.Tuple.tuple("far", true));
  }

  @Test
  void aRequiredSinkKeepsRecordsInTheirOutboxUntilItHasThemInOrder() {
    far.set(TestSink.Mood.REFUSES);
    AuditDrain drain =
        start(new WiredSink(near, LONG, false), new WiredSink(far, SINK_TIMEOUT, true));
    AuditGate closed = new AuditGate(true, drain::sinkHealth);
    AuditGate open = new AuditGate(false, drain::sinkHealth);

    submit(drain, 5);

    await().atMost(LONG).until(() -> closed.closed().isPresent());
    assertThat(closed.closed().orElseThrow().message()).contains("far");
    assertThat(open.closed()).isEmpty();
    assertThat(near.taken()).hasSize(6);
    assertThat(confirmed()).isZero();
    far.set(TestSink.Mood.WORKS);
    awaitConfirmed(5);
    assertThat(far.taken()).isEqualTo(near.taken());
    assertThat(closed.closed()).isEmpty();
  }

  @Test
  void countsWhatASinkMissedForGood() {
    far.set(TestSink.Mood.REFUSES);
    AuditDrain drain =
        start(new WiredSink(near, LONG, false), new WiredSink(far, SINK_TIMEOUT, false));
    for (int round = 0; round < 6; round++) {
      submit(drain, 40);
      awaitConfirmed(40 * (round + 1));
    }
    far.set(TestSink.Mood.WORKS);

    await().atMost(LONG).until(() -> types(near).contains(AuditType.Gap));

    assertThat(near.taken().stream().filter(line -> line.contains("\"type\":\"Gap\"")))
        .first()
        .asString()
        .contains("\"where\":\"far\"");
    assertThat(far.taken().size()).isLessThan(near.taken().size());
  }

  @Test
  void anEpochContinuesChainAndTreeOfTheOneBefore() throws IOException {
    AuditDrain first = start(new WiredSink(near, LONG, false));
    submit(first, 7);
    awaitConfirmed(7);
    first.stop(Duration.ofSeconds(5));
    AuditDrain second = start(new WiredSink(near, LONG, false));
    submit(second, 3);
    awaitConfirmed(10);
    second.stop(Duration.ofSeconds(5));

    assertThat(types(near)).hasSize(10 + 4);
    assertThat(types(near)).filteredOn(type -> type == AuditType.EpochEnded).hasSize(2);
    AuditHead last = heads.head().orElseThrow();
    assertThat(last.seq()).isEqualTo(14);
    assertThat(shown.getLast()).isEqualTo(last);
    Verification found = verify(near.taken(), List.of(checkpoint(last)));
    assertThat(found.isClean()).isTrue();
    assertThat(found.anchoring().roots()).isEqualTo(1);
    assertThat(found.anchoring().anchoredTo()).isEqualTo(14);
  }

  @Test
  void aSecondWriterFencesTheFirst() {
    AuditDrain first = start(new WiredSink(near, LONG, false));
    submit(first, 1);
    awaitConfirmed(1);
    AuditDrain second = start(new WiredSink(far, LONG, false));
    submit(second, 1);
    awaitConfirmed(2);

    submit(first, 1);

    await().atMost(LONG).until(() -> submission(first) == Submission.Later);
    assertThat(heads.head().orElseThrow().epoch()).isEqualTo(2);
  }

  private Submission submission(AuditDrain drain) {
    outbox = outbox.append(AuditSamples.all().getFirst());
    return drain.submit(AuditSamples.POLICY, outbox.entries());
  }

  /** Everything that a status write does for a record, beside the write itself. */
  @Test
  void aRecordCostsAPhaseChangeLittle(TestReporter reporter) {
    AuditDrain drain = start(new WiredSink(near, LONG, false));
    List<RecordDraft> drafts = AuditSamples.all();
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[4000];
    for (int index = 0; index < nanos.length; index++) {
      long begin = cpu.getCurrentThreadCpuTime();
      AuditOutbox before = outbox.without(ledger.of(AuditSamples.POLICY));
      outbox = before.append(drafts.get(index % 16));
      drain.submit(AuditSamples.POLICY, outbox.entries());
      nanos[index] = cpu.getCurrentThreadCpuTime() - begin;
    }
    long[] warm = Arrays.copyOfRange(nanos, 2000, nanos.length);
    Arrays.sort(warm);

    reporter.publishEntry(
        "appending and submitting one record, µs of this thread's processor time (min/median/p95/max)",
        warm[0] / 1000
            + "/"
            + warm[warm.length / 2] / 1000
            + "/"
            + warm[warm.length * 95 / 100] / 1000
            + "/"
            + warm[warm.length - 1] / 1000);
    assertThat(warm[warm.length / 2]).isLessThan(Duration.ofMillis(10).toNanos());
  }

  private AuditDrain start(WiredSink... sinks) {
    AuditSettings settings =
        new AuditSettings(
            AuditSamples.CLUSTER,
            AuditSamples.PRODUCER,
            64,
            4,
            Duration.ofMillis(50),
            Duration.ofHours(1),
            Duration.ofMillis(50));
    InstantSource time = () -> Instant.parse("2026-11-23T12:00:00Z");
    AuditDrain drain =
        new AuditDrain(settings, heads, new AuditOutlets(List.of(sinks), shown::add), ledger, time);
    drain.start();
    started.add(drain);
    return drain;
  }

  private void submit(AuditDrain drain, int records) {
    for (int index = 0; index < records; index++) {
      outbox = outbox.append(AuditSamples.all().get(index % 16));
    }
    List<AuditEntry> entries = outbox.entries();
    assertThat(drain.submit(AuditSamples.POLICY, entries)).isEqualTo(Submission.Taken);
  }

  private int confirmed() {
    return ledger.of(AuditSamples.POLICY).size();
  }

  private void awaitConfirmed(int records) {
    await().atMost(LONG).until(() -> total() >= records);
  }

  /** Takes confirmed entries out of the outbox, as the next status write would. */
  private int total() {
    var ids = ledger.of(AuditSamples.POLICY);
    outbox = outbox.without(ids);
    ledger.removed(AuditSamples.POLICY, ids);
    return (int) outbox.lastSequence() - outbox.entries().size();
  }

  private static List<AuditType> types(TestSink sink) {
    return sink.taken().stream().map(AuditDrainTest::read).map(one -> one.draft().type()).toList();
  }

  private static AuditRecord read(String line) {
    try {
      return RecordReader.read(line);
    } catch (dev.keywright.audit.json.MalformedLine e) {
      throw new AssertionError(e);
    }
  }

  private static Checkpoint checkpoint(AuditHead head) {
    return Checkpoint.of(head, MerkleEdge.restore(head.seq(), head.edge()).orElseThrow());
  }

  private static Verification verify(List<String> lines, List<Checkpoint> checkpoints)
      throws IOException {
    AuditVerifier verifier = new AuditVerifier(Expectation.nothing().with(checkpoints));
    verifier.read("sink", new ByteArrayInputStream(GeneratedLog.bytes(lines)));
    return verifier.finish();
  }
}
