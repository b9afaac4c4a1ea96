package dev.keywright.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keywright.audit.AckLedger;
import dev.keywright.audit.AuditDrain;
import dev.keywright.audit.AuditOutbox;
import dev.keywright.audit.AuditOutlets;
import dev.keywright.audit.AuditSettings;
import dev.keywright.audit.WiredSink;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditHeadStore;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.Producer;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.RotationRecords;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.sink.AuditSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a written status through a running drain to the next status. */
class TrailSubmissionTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final AuditObject RUN =
      AuditObject.namespaced("SecretRotation", "shop", "run", new UUID(1, 1));

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<AuditObject> confirmed = new CopyOnWriteArrayList<>();
  private final AckLedger ledger = new AckLedger(confirmed::add);
  private final AuditDrain drain =
      new AuditDrain(
          AuditSettings.standard("cluster", new Producer("test", "pod", 1)),
          new HeadInMemory(),
          new AuditOutlets(
              List.of(new WiredSink(new Lines(), Duration.ofSeconds(5), false)), head -> {}),
          ledger,
          InstantSource.system());
  private final TrailSubmission submission = new TrailSubmission(drain, ledger);

  @BeforeEach
  void start() {
    drain.start();
  }

  @AfterEach
  void stop() {
    drain.stop(Duration.ofSeconds(5));
  }

  @Test
  void aConfirmedRecordLeavesTheOutboxWithTheNextWriteAndIsForgotten() {
    AuditOutbox outbox = outboxOf(2);
    submission.submit(RUN, outbox.entries());
    await().atMost(SOON).until(() -> ledger.of(RUN).size() == 2);

    AuditOutbox next = submission.trim(outbox);
    assertThat(next.entries()).isEmpty();
    assertThat(next.lastSequence()).isEqualTo(outbox.lastSequence());
    submission.submit(RUN, next.entries());

    assertThat(ledger.of(RUN)).isEmpty();
    assertThat(confirmed).contains(RUN);
  }

  @Test
  void whatIsSubmittedAgainIsNotSentAgain() {
    AuditOutbox outbox = outboxOf(3);
    for (int again = 0; again < 20; again++) {
      submission.submit(RUN, outbox.entries());
    }
    await().atMost(SOON).until(() -> ledger.of(RUN).size() == 3);
    submission.submit(RUN, outbox.entries());
    submission.submit(RUN, outbox.append(draft()).entries());
    await().atMost(SOON).until(() -> ledger.of(RUN).size() == 4);

    assertThat(lines.stream().filter(line -> line.contains("RotationRequestAccepted"))).hasSize(4);
  }

  @Test
  void theLastRecordsOfAnObjectThatIsGoneAreSentWithoutAnOutbox() {
    AuditOutbox outbox = outboxOf(2);
    submission.submitLast(RUN, outbox.entries());

    await()
        .atMost(SOON)
        .until(
            () ->
                lines.stream().filter(line -> line.contains("RotationRequestAccepted")).count()
                    == 2);
    assertThat(ledger.of(RUN)).isEmpty();
  }

  private static AuditOutbox outboxOf(int records) {
    AuditOutbox outbox = AuditOutbox.none(RUN, Duration.ZERO);
    for (int record = 0; record < records; record++) {
      outbox = outbox.append(draft());
    }
    return outbox;
  }

  private static RecordDraft draft() {
    return RotationRecords.requestAccepted(
        Circumstances.at(Instant.parse("2026-03-04T12:00:00Z")), Subject.NONE);
  }

  private final class Lines implements AuditSink {
    @Override
    public String name() {
      return "lines";
    }

    @Override
    public Delivery accept(List<AuditLine> batch) {
      batch.forEach(line -> lines.add(line.json()));
      return new Delivery.Acked();
    }

    @Override
    public void close() {}
  }

  private static final class HeadInMemory implements AuditHeadStore {
    private Optional<AuditHead> head = Optional.empty();

    @Override
    public synchronized ReadResult read() {
      return head.<ReadResult>map(ReadResult.Found::new).orElseGet(ReadResult.Absent::new);
    }

    @Override
    public synchronized WriteResult replace(Optional<AuditHead> expected, AuditHead next) {
      if (!head.equals(expected) && !head.equals(Optional.of(next))) {
        return new WriteResult.Conflict();
      }
      head = Optional.of(next);
      return new WriteResult.Written();
    }
  }
}
