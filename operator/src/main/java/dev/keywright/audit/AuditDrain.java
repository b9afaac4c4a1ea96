package dev.keywright.audit;

import dev.keywright.audit.Intake.Item;
import dev.keywright.audit.Settlement.Emitted;
import dev.keywright.audit.chain.AuditChain;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditHeadStore;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.record.AuditEntry;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.TrailRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings records from the outboxes to the sinks. At-least-once: an entry stays in its outbox until
 * the sinks have it, and a record that is sent again keeps its id. The order of one object's
 * entries is the order of their sequence.
 *
 * <pre>
 *   status write ok ─► submit ─► Intake ─► AuditChain ─┬► SinkLane ─► sink
 *                                                      └► SinkLane ─► sink
 *   next status write ◄─ AckLedger ◄─ Settlement ◄─────── batch acked
 *                         AuditHeadStore ◄─ HeadKeeper ◄┘
 * </pre>
 *
 * <p>Runs on virtual threads from {@link #start()}, which is called once, when this process becomes
 * leader, to {@link #stop}. Memory is bounded by {@link AuditSettings#capacity}. Thread-safe.
 */
public final class AuditDrain {
  private final AuditSettings settings;
  private final AuditHeadStore heads;
  private final AckLedger ledger;
  private final InstantSource time;
  private final Intake intake;
  private final List<SinkLane> lanes;
  private final Consumer<AuditHead> onHead;
  private final Settlement settlement;
  private final Thread thread = Thread.ofVirtual().name("audit-chain").unstarted(this::run);
  private volatile Optional<HeadKeeper> keeper = Optional.empty();
  private volatile boolean fenced;

  /**
   * @param heads where the head of the chain is kept
   * @param outlets where records and heads go
   * @param ledger told which entries may leave their outbox
   * @param time the clock for {@code recorded}
   */
  public AuditDrain(
      AuditSettings settings,
      AuditHeadStore heads,
      AuditOutlets outlets,
      AckLedger ledger,
      InstantSource time) {
    this.settings = settings;
    this.heads = heads;
    this.ledger = ledger;
    this.time = time;
    this.intake = new Intake(settings.capacity());
    SinkLane.Listener listener = listener();
    this.lanes =
        outlets.sinks().stream()
            .map(sink -> new SinkLane(sink, 2 * settings.capacity(), settings.retryCap(), listener))
            .toList();
    this.settlement = new Settlement(lanes);
    this.onHead = outlets.onHead();
  }

  /** Begins an epoch and drains. Returns at once; until the head store answers, records wait. */
  public void start() {
    lanes.forEach(SinkLane::start);
    thread.start();
  }

  /**
   * Takes the entries of an object's outbox, after the status write that holds them. The whole
   * outbox may be given each time: what is on its way, or confirmed, is not sent again.
   */
  public Submission submit(AuditObject object, List<AuditEntry> entries) {
    return intake.offer(
        entries.stream()
            .filter(entry -> !ledger.contains(object, entry.id()))
            .map(entry -> new Item(object, entry, true))
            .toList());
  }

  /**
   * Takes the last entries of an object that is gone, and has no outbox any longer. What there is
   * no room for is lost, and a gap record says how many.
   */
  public void submitLast(AuditObject object, List<AuditEntry> entries) {
    intake.offerLast(entries.stream().map(entry -> new Item(object, entry, false)).toList());
  }

  /** How each sink does. */
  public List<SinkHealth> sinkHealth() {
    return lanes.stream().map(SinkLane::health).toList();
  }

  /**
   * Sends what was taken, ends the epoch, stores the head and closes the sinks, within about {@code
   * patience}. What is not confirmed by then stays in the outboxes.
   */
  public void stop(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    intake.close();
    try {
      if (keeper.isEmpty()) {
        thread.interrupt();
      }
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
      if (!fenced) {
        settlement.awaitEmpty(end);
      }
      if (keeper.isPresent()) {
        keeper.get().stop(end);
      }
      for (SinkLane lane : lanes) {
        lane.stop(patience.dividedBy(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      EpochClaim.Claimed epoch = new EpochClaim(settings, heads, time).claim();
      AuditHead claimed = epoch.head();
      settlement.begin(epoch.tree());
      HeadKeeper ours = new HeadKeeper(settings, heads, settlement, claimed, keeperListener());
      keeper = Optional.of(ours);
      ours.start();
      epoch.inherited().ifPresent(line -> emit(line, Optional.empty()));
      emit(epoch.first(), Optional.empty());
      drain(epoch.chain());
      if (!fenced) {
        emitOwn(epoch.chain(), TrailRecords.epochEnded(time.instant()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(AuditChain chain) throws InterruptedException {
    long silentUntil = System.nanoTime() + settings.heartbeatEvery().toNanos();
    while (!intake.isExhausted()) {
      Optional<Item> item = intake.take(silentUntil);
      boolean isSilent = item.isEmpty() && silentUntil - System.nanoTime() <= 0;
      item.ifPresent(present -> emit(chain, present));
      for (Evidence.Loss loss : intake.takeLosses()) {
        emitOwn(chain, TrailRecords.gap(time.instant(), loss));
      }
      if (isSilent && settlement.isEmpty()) {
        emitOwn(chain, TrailRecords.heartbeat(time.instant()));
      }
      if (isSilent || item.isPresent()) {
        silentUntil = System.nanoTime() + settings.heartbeatEvery().toNanos();
      }
    }
  }

  /** An entry that is not ours is answered for by a gap record, so that it leaves its outbox. */
  private void emit(AuditChain chain, Item item) {
    AuditLine line =
        chain
            .append(item.object(), item.entry())
            .orElseGet(() -> chain.own(TrailRecords.gap(time.instant(), unreadable())));
    emit(line, Optional.of(item));
  }

  private static Evidence.Loss unreadable() {
    return new Evidence.Loss("outbox", 1, Optional.empty(), Optional.empty());
  }

  private void emitOwn(AuditChain chain, RecordDraft draft) {
    emit(chain.own(draft), Optional.empty());
  }

  private void emit(AuditLine line, Optional<Item> item) {
    settlement.emitted(new Emitted(line.position(), item));
    lanes.forEach(lane -> lane.offer(line));
  }

  private SinkLane.Listener listener() {
    return new SinkLane.Listener() {
      @Override
      public void progressed() {
        settle();
      }

      @Override
      public void lost(Evidence.Loss loss) {
        intake.noteLoss(loss);
      }
    };
  }

  private void settle() {
    List<Item> items = settlement.settle().stream().flatMap(line -> line.item().stream()).toList();
    Map<AuditObject, Set<String>> acked = new LinkedHashMap<>();
    items.stream()
        .filter(Item::backed)
        .forEach(
            item ->
                acked
                    .computeIfAbsent(item.object(), object -> new HashSet<>())
                    .add(item.entry().id()));
    acked.forEach(ledger::add);
    items.forEach(intake::settled);
    keeper.ifPresent(HeadKeeper::signal);
  }

  private HeadKeeper.Listener keeperListener() {
    return new HeadKeeper.Listener() {
      @Override
      public void stored(AuditHead head) {
        onHead.accept(head);
      }

      @Override
      public void fenced() {
        fence();
      }
    };
  }

  /** Another process writes the chain: nothing of ours may follow. */
  private void fence() {
    fenced = true;
    intake.abandon();
    lanes.forEach(SinkLane::halt);
    thread.interrupt();
  }
}
