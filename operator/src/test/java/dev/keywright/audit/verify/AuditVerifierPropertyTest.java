package dev.keywright.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.audit.GeneratedLog;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever is done to a log of 10 000 records of several epochs, crashes among them, the check
 * names the first place that is wrong.
 */
class AuditVerifierPropertyTest {
  private static final int RECORDS = 10_000;

  private static final GeneratedLog LOG = GeneratedLog.of(4711, RECORDS, true);
  private static final byte[] BYTES = LOG.bytes();

  @Property(tries = 150)
  @Label("A1 any changed byte is named with the first bad sequence")
  void anyChangedByte(
      @ForAll @IntRange(max = (1 << 30) - 1) int where,
      @ForAll @IntRange(min = 1, max = 255) int flip)
      throws IOException {
    byte[] changed = BYTES.clone();
    int index = (int) (((long) where * changed.length) >> 30);
    changed[index] ^= (byte) flip;
    int line = lineOf(BYTES, index);

    Verification found = AuditVerifierTest.verify(changed, Optional.of(LOG.lastHead()));

    assertThat(found.isClean()).isFalse();
    assertThat(firstBad(found)).isEqualTo(LOG.seq(line));
  }

  @Property(tries = 60)
  @Label("A1 any removed line is named with its sequence")
  void anyRemovedLine(@ForAll @IntRange(max = RECORDS - 1) int line) throws IOException {
    List<String> lines = LOG.text();
    lines.remove(line);

    Verification found = verify(lines);

    assertThat(found.isIntact()).isTrue();
    assertThat(found.isComplete()).isFalse();
    assertThat(firstBad(found)).isEqualTo(LOG.seq(line));
  }

  @Property(tries = 60)
  @Label("A1 any line repeated byte for byte is counted and nothing else")
  void anyRepeatedLine(
      @ForAll @IntRange(max = RECORDS - 1) int line, @ForAll @IntRange(max = RECORDS - 1) int later)
      throws IOException {
    List<String> lines = LOG.text();
    lines.add(Math.max(line, later) + 1, lines.get(line));

    Verification found = verify(lines);

    assertThat(found.isClean()).isTrue();
    assertThat(found.counts().repeatedLines()).isEqualTo(1);
  }

  @Property(tries = 60)
  @Label("A1 any line repeated with a change is named")
  void anyLineRepeatedWithAChange(
      @ForAll @IntRange(max = RECORDS - 1) int line, @ForAll @IntRange(min = 1, max = 50) int later)
      throws Exception {
    List<String> lines = LOG.text();
    int at = Math.min(line + later, lines.size());
    lines.add(at, AuditVerifierTest.forged(lines.get(line)));

    Verification found = verify(lines);

    assertThat(found.isIntact() && found.forks().isEmpty()).isFalse();
    long fork = found.forks().isEmpty() ? Long.MAX_VALUE : found.forks().getFirst().seq();
    long finding = found.firstFinding().map(Finding::seq).orElse(Long.MAX_VALUE);
    assertThat(Math.min(fork, finding)).isEqualTo(LOG.seq(line));
  }

  @Property(tries = 60)
  @Label("A1 any two swapped lines are named at the earlier place")
  void anySwappedLines(
      @ForAll @IntRange(max = RECORDS - 1) int one, @ForAll @IntRange(max = RECORDS - 1) int other)
      throws IOException {
    if (one == other) {
      return;
    }
    List<String> lines = LOG.text();
    String moved = lines.set(one, lines.get(other));
    lines.set(other, moved);

    Verification found = verify(lines);

    assertThat(found.isIntact()).isFalse();
    assertThat(found.firstFinding().orElseThrow().seq()).isEqualTo(LOG.seq(Math.min(one, other)));
  }

  @Property(tries = 60)
  @Label("A1 any tail cut before a given head is named, at a line and within one")
  void anyCutTail(@ForAll @IntRange(min = 1, max = (1 << 30) - 1) int where) throws IOException {
    int length = (int) (((long) where * (BYTES.length - 1)) >> 30);
    int line = lineOf(BYTES, length);

    Verification found =
        AuditVerifierTest.verify(Arrays.copyOf(BYTES, length), Optional.of(LOG.lastHead()));

    assertThat(found.isIntact()).isTrue();
    assertThat(found.truncation()).isPresent();
    assertThat(found.truncation().orElseThrow().headSeq()).contains(LOG.lastHead().seq());
    assertThat(found.truncation().orElseThrow().afterSeq())
        .isEqualTo(line == 0 ? 0 : LOG.seq(line - 1));
  }

  @Property(tries = 30)
  @Label("A1 any log that nobody touched is clean, crashes or not")
  void anyUntouchedLog(@ForAll long seed) throws IOException {
    GeneratedLog other = GeneratedLog.of(seed, 400, true);

    Verification found = AuditVerifierTest.verify(other.bytes(), Optional.of(other.lastHead()));

    assertThat(found.isClean()).isTrue();
    assertThat(found.counts().resentRecords()).isEqualTo(other.resent());
    assertThat(found.counts().unanchoredTail()).isEqualTo(other.tail());
  }

  @Property(tries = 40)
  @Label("A1 any tail cut before a checkpoint is named, and none behind it")
  void anyTailCutBeforeACheckpoint(@ForAll @IntRange(min = 1, max = RECORDS - 1) int kept)
      throws IOException {
    List<String> lines = LOG.text().subList(0, kept);
    Expectation expected = Expectation.nothing().with(List.of(LOG.lastCheckpoint()));

    Verification cut = AuditVerifierTest.verify(GeneratedLog.bytes(lines), expected);
    Verification whole = AuditVerifierTest.verify(BYTES, expected);

    assertThat(firstBad(cut)).isLessThanOrEqualTo(LOG.lastHead().seq());
    assertThat(cut.truncation().orElseThrow().headSeq()).contains(LOG.lastHead().seq());
    assertThat(whole.isClean()).isTrue();
    assertThat(whole.anchoring().roots()).isEqualTo(1);
    assertThat(whole.anchoring().anchoredTo()).isEqualTo(LOG.lastHead().seq());
  }

  @Property(tries = 40)
  @Label(
      "A1 a chain rewritten from any record on, with fitting hashes, is betrayed by a checkpoint")
  void anyRewrittenChain(@ForAll @IntRange(min = 1, max = 250) int from) throws Exception {
    GeneratedLog log = GeneratedLog.of(12, 300, false);
    Expectation expected = Expectation.nothing().with(List.of(log.lastCheckpoint()));
    byte[] rewritten = GeneratedLog.bytes(RewrittenChain.of(log.text(), from));

    assertThat(AuditVerifierTest.verify(rewritten, Expectation.nothing()).isIntact()).isTrue();
    Verification found = AuditVerifierTest.verify(rewritten, expected);

    assertThat(found.firstFinding().orElseThrow().problem())
        .isEqualTo(Finding.Problem.CheckpointMismatch);
  }

  @Property(tries = 60)
  @Label("A1 any heap of changes is survived and never clean")
  void anyHeapOfChanges(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] changed = BYTES.clone();
    for (int change = 0; change < 200; change++) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
    }

    assertThat(AuditVerifierTest.verify(changed, Optional.empty()).isClean()).isFalse();
  }

  private static Verification verify(List<String> lines) throws IOException {
    return AuditVerifierTest.verify(GeneratedLog.bytes(lines), Optional.of(LOG.lastHead()));
  }

  /** The first place that the check objects to, in whichever verdict. */
  private static long firstBad(Verification found) {
    if (found.firstFinding().isPresent()) {
      return found.firstFinding().get().seq();
    }
    return found.gaps().isEmpty()
        ? found.truncation().orElseThrow().afterSeq() + 1
        : found.gaps().getFirst().from();
  }

  private static int lineOf(byte[] log, int index) {
    int line = 0;
    for (int before = 0; before < index; before++) {
      line += log[before] == '\n' ? 1 : 0;
    }
    return line;
  }
}
