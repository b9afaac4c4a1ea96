package dev.keywright.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.audit.AuditSamples;
import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.ChainPosition;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.audit.record.RecordWriter;
import dev.keywright.audit.verify.Finding.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AuditVerifierTest {
  private final GeneratedLog log = GeneratedLog.of(1, 300, false);
  private final List<String> lines = log.text();

  @Test
  void acceptsAnUntouchedLog() throws IOException {
    Verification found = verify(GeneratedLog.bytes(lines), Optional.of(log.lastHead()));

    assertThat(found.isClean()).isTrue();
    assertThat(found.counts().records()).isEqualTo(lines.size());
    assertThat(found.last()).contains(log.lastHead());
  }

  @Test
  @DisplayName("A1 a changed byte is named with its sequence and line")
  void namesAChangedByte() throws Exception {
    lines.set(41, lines.get(41).replace("\"generation\":3", "\"generation\":4"));

    Verification found = verify(GeneratedLog.bytes(lines), Optional.empty());

    Finding finding = found.firstFinding().orElseThrow();
    assertThat(finding.problem()).isEqualTo(Problem.HashMismatch);
    assertThat(finding.seq()).isEqualTo(log.seq(41));
    assertThat(finding.line()).isEqualTo(42);
    assertThat(found.findings()).isEqualTo(1);
    assertThat(found.isComplete()).isTrue();
  }

  @Test
  @DisplayName("A1 a record that was forged with a fitting hash is betrayed by the next one")
  void namesAForgedRecord() throws Exception {
    lines.set(41, forged(lines.get(41)));

    Verification found = verify(GeneratedLog.bytes(lines), Optional.empty());

    Finding finding = found.firstFinding().orElseThrow();
    assertThat(finding.problem()).isEqualTo(Problem.PrevHashMismatch);
    assertThat(finding.seq()).isEqualTo(log.seq(42));
  }

  @Test
  @DisplayName("A1 a forged last record is betrayed by the head")
  void namesAForgedLastRecord() throws Exception {
    lines.set(lines.size() - 1, forged(lines.getLast()));

    Verification found = verify(GeneratedLog.bytes(lines), Optional.of(log.lastHead()));

    assertThat(found.firstFinding().orElseThrow().problem()).isEqualTo(Problem.HeadMismatch);
  }

  @Test
  @DisplayName("A1 removed records are a gap, and integrity stays intact")
  void namesRemovedRecords() throws IOException {
    lines.subList(40, 43).clear();

    Verification found = verify(GeneratedLog.bytes(lines), Optional.of(log.lastHead()));

    assertThat(found.isIntact()).isTrue();
    SeqRange gap = found.gaps().getFirst();
    assertThat(gap.from()).isEqualTo(log.seq(40));
    assertThat(gap.to()).isEqualTo(log.seq(42));
    assertThat(gap.line()).isEqualTo(41);
    assertThat(found.gaps()).hasSize(1);
  }

  @Test
  @DisplayName("A1 a missing beginning is a gap unless the log is meant to begin later")
  void namesAMissingBeginning() throws IOException {
    List<String> rest = lines.subList(10, lines.size());

    Verification whole = verify(GeneratedLog.bytes(rest), Optional.empty());
    AuditVerifier fromEleven =
        new AuditVerifier(Expectation.nothing().within(new SeqWindow(11, Long.MAX_VALUE)));
    fromEleven.read("rest", new ByteArrayInputStream(GeneratedLog.bytes(rest)));

    assertThat(whole.gaps().getFirst().from()).isEqualTo(1);
    assertThat(whole.gaps().getFirst().to()).isEqualTo(10);
    assertThat(fromEleven.finish().isClean()).isTrue();
  }

  @Test
  @DisplayName("A1 swapped records are named at the first place that is wrong")
  void namesSwappedRecords() throws IOException {
    String moved = lines.set(80, lines.get(41));
    lines.set(41, moved);

    Verification found = verify(GeneratedLog.bytes(lines), Optional.of(log.lastHead()));

    Finding finding = found.firstFinding().orElseThrow();
    assertThat(finding.problem()).isEqualTo(Problem.OutOfOrder);
    assertThat(finding.seq()).isEqualTo(log.seq(41));
    assertThat(finding.line()).isEqualTo(42);
    assertThat(found.isComplete()).isTrue();
  }

  @Test
  @DisplayName("A1 a tail cut before a given head is named")
  void namesACutTail() throws IOException {
    List<String> rest = lines.subList(0, 200);

    Verification found = verify(GeneratedLog.bytes(rest), Optional.of(log.lastHead()));

    Verification.Truncation truncation = found.truncation().orElseThrow();
    assertThat(truncation.afterSeq()).isEqualTo(log.seq(199));
    assertThat(truncation.headSeq()).contains(log.lastHead().seq());
    assertThat(found.isIntact()).isTrue();
  }

  @Test
  void saysNothingAboutACutTailWithoutAHead() throws IOException {
    Verification found = verify(GeneratedLog.bytes(lines.subList(0, 200)), Optional.empty());

    assertThat(found.isClean()).isTrue();
    assertThat(found.headWasGiven()).isFalse();
  }

  @Test
  @DisplayName("A1 a last line without its end is a cut log")
  void namesACutLine() throws IOException {
    byte[] whole = GeneratedLog.bytes(lines);

    for (int cut : List.of(1, 2, 100)) {
      byte[] rest = java.util.Arrays.copyOf(whole, whole.length - cut);
      Verification found = verify(rest, Optional.empty());

      assertThat(found.truncation().orElseThrow().cutLine()).isTrue();
    }
  }

  @Test
  void anEmptyLogIsNoLog() throws IOException {
    Verification found = verify(new byte[0], Optional.empty());

    assertThat(found.truncation()).isPresent();
    assertThat(found.isComplete()).isFalse();
  }

  @Test
  @DisplayName("A1 a line that stands there twice, byte for byte, is a duplicate and no tampering")
  void countsRepeatedLines() throws IOException {
    lines.add(60, lines.get(59));
    lines.add(100, lines.get(50));

    Verification found = verify(GeneratedLog.bytes(lines), Optional.of(log.lastHead()));

    assertThat(found.isClean()).isTrue();
    assertThat(found.counts().repeatedLines()).isEqualTo(2);
  }

  @Test
  @DisplayName("A1 another record at a place that is taken is named")
  void namesASecondRecordAtOnePlace() throws Exception {
    lines.add(61, forged(lines.get(59)));

    Verification found = verify(GeneratedLog.bytes(lines), Optional.empty());

    Finding finding = found.firstFinding().orElseThrow();
    assertThat(finding.problem()).isEqualTo(Problem.Conflict);
    assertThat(finding.seq()).isEqualTo(log.seq(59));
  }

  @Test
  void namesWhatIsNoRecord() throws IOException {
    assertThat(problemOf(lines.get(41) + "}")).isEqualTo(Problem.Unparsable);
    assertThat(problemOf("")).isEqualTo(Problem.Unparsable);
    assertThat(problemOf("x".repeat(40_000_000))).isEqualTo(Problem.Unparsable);
    assertThat(problemOf(lines.get(41).replace("{\"actor\"", "{ \"actor\"")))
        .isEqualTo(Problem.NotCanonical);
    assertThat(problemOf(lines.get(41).replace("{\"actor\"", "{\"aaa\":1,\"actor\"")))
        .isEqualTo(Problem.UnknownField);
    assertThat(problemOf(lines.get(41).replace("audit/v1", "audit/v2")))
        .isEqualTo(Problem.InvalidField);
  }

  private Problem problemOf(String line) throws IOException {
    List<String> changed = log.text();
    changed.set(41, line);
    Verification found = verify(GeneratedLog.bytes(changed), Optional.empty());
    Finding finding = found.firstFinding().orElseThrow();
    assertThat(finding.seq()).isEqualTo(log.seq(41));
    assertThat(found.findings()).isEqualTo(1);
    return finding.problem();
  }

  @Test
  void namesARecordOfAnotherCluster() throws Exception {
    AuditRecord foreign = RecordReader.read(lines.get(41));
    ChainPosition place = foreign.chain();
    lines.set(
        41,
        RecordWriter.line(
            RecordWriter.seal(
                at(
                    foreign,
                    new ChainPosition(
                        "elsewhere", place.epoch(), place.seq(), place.prevHash(), "")))));

    Verification found = verify(GeneratedLog.bytes(lines), Optional.empty());

    assertThat(found.firstFinding().orElseThrow().problem()).isEqualTo(Problem.ForeignCluster);
  }

  @Test
  @DisplayName("A1 crashes leave a tail and records sent again, which is no tampering")
  void acceptsCrashes() throws IOException {
    GeneratedLog crashed = GeneratedLog.of(5, 600, true);

    Verification found = verify(crashed.bytes(), Optional.of(crashed.lastHead()));

    assertThat(crashed.tail()).isPositive();
    assertThat(found.isClean()).isTrue();
    assertThat(found.counts().unanchoredTail()).isEqualTo(crashed.tail());
    assertThat(found.counts().resentRecords()).isEqualTo(crashed.resent());
    assertThat(found.counts().repeatedLines()).isZero();
  }

  @Test
  @DisplayName("A1 two epochs that continue from one are a fork")
  void namesAFork() throws IOException {
    AuditHead parent = log.headAfter(30);
    List<String> forked = log.text().subList(0, 31);
    forked.addAll(ForkedEpoch.lines(parent, AuditSamples.NOON, 5));
    forked.addAll(ForkedEpoch.lines(parent, AuditSamples.NOON.plusSeconds(1), 5));

    Verification found = verify(GeneratedLog.bytes(forked), Optional.empty());

    assertThat(found.isIntact()).isTrue();
    Fork fork = found.forks().getFirst();
    assertThat(fork.parentEpoch()).isEqualTo(1);
    assertThat(fork.epoch()).isEqualTo(2);
    assertThat(fork.seq()).isEqualTo(parent.seq() + 1);
  }

  @Test
  @DisplayName("A1 a second chain from the very beginning is a fork")
  void namesASecondBeginning() throws IOException {
    List<String> forked = log.text();
    forked.addAll(GeneratedLog.of(99, 30, false).text());

    Verification found = verify(GeneratedLog.bytes(forked), Optional.empty());

    assertThat(found.forks()).isNotEmpty();
    assertThat(found.isClean()).isFalse();
  }

  @Test
  void readsOneChainFromSeveralFiles() throws IOException {
    AuditVerifier verifier = new AuditVerifier(Expectation.reaching(log.lastHead()));
    verifier.read("a", new ByteArrayInputStream(GeneratedLog.bytes(lines.subList(0, 100))));
    verifier.read(
        "b", new ByteArrayInputStream(GeneratedLog.bytes(lines.subList(100, lines.size()))));

    assertThat(verifier.finish().isClean()).isTrue();
  }

  /** The same record with another reason, and the hash that then fits. */
  static String forged(String line) throws Exception {
    AuditRecord genuine = RecordReader.read(line);
    return RecordWriter.line(
        RecordWriter.seal(
            new AuditRecord(
                genuine.object(),
                genuine.sequence(),
                genuine.draft(),
                genuine.merged(),
                genuine.recorded().plusSeconds(1),
                genuine.producer(),
                genuine.chain())));
  }

  private static AuditRecord at(AuditRecord genuine, ChainPosition place) {
    return new AuditRecord(
        genuine.object(),
        genuine.sequence(),
        genuine.draft(),
        genuine.merged(),
        genuine.recorded(),
        genuine.producer(),
        place);
  }

  static Verification verify(byte[] log, Optional<AuditHead> head) throws IOException {
    return verify(log, head.map(Expectation::reaching).orElseGet(Expectation::nothing));
  }

  static Verification verify(byte[] log, Expectation expected) throws IOException {
    AuditVerifier verifier = new AuditVerifier(expected);
    verifier.read("audit.log", new ByteArrayInputStream(log));
    return verifier.finish();
  }
}
