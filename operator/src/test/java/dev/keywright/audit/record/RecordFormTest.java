package dev.keywright.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.audit.AuditSamples;
import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.Result.Outcome;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record says survives its two forms: the entry of an outbox and the line of a log. */
class RecordFormTest {
  private static final String ZEROS = "0".repeat(64);

  static List<RecordDraft> samples() {
    return AuditSamples.all();
  }

  @Test
  void thereIsASampleOfEveryType() {
    EnumSet<AuditType> missing = EnumSet.allOf(AuditType.class);
    samples().forEach(draft -> missing.remove(draft.type()));

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsBackEveryTypeFromItsLine(RecordDraft draft) throws MalformedLine {
    AuditRecord sealed = RecordWriter.seal(record(draft, Optional.empty()));

    AuditRecord read = RecordReader.read(RecordWriter.line(sealed));

    assertThat(read).isEqualTo(sealed);
    assertThat(RecordWriter.line(read)).isEqualTo(RecordWriter.line(sealed));
    assertThat(RecordWriter.hash(read)).isEqualTo(read.chain().hash());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsBackEveryTypeFromItsOutbox(RecordDraft draft) {
    Merge merge = new Merge(3, 5, 9, AuditSamples.NOON.minusSeconds(60));

    AuditEntry plain = AuditEntry.of(AuditSamples.POLICY, 4, draft);
    AuditEntry merged = AuditEntry.of(AuditSamples.POLICY, 4, draft, Optional.of(merge));

    assertThat(plain.open(AuditSamples.POLICY))
        .contains(new AuditEntry.Opened(draft, Optional.empty()));
    assertThat(merged.open(AuditSamples.POLICY))
        .contains(new AuditEntry.Opened(draft, Optional.of(merge)));
  }

  @Test
  void doesNotOpenWhatSomebodyElseWrote() {
    AuditEntry genuine = AuditEntry.of(AuditSamples.POLICY, 4, samples().getFirst());
    List<AuditEntry> forged =
        List.of(
            new AuditEntry(genuine.id(), 5, genuine.type(), genuine.at(), genuine.body()),
            new AuditEntry(genuine.id(), 4, "Nonsense", genuine.at(), genuine.body()),
            new AuditEntry(genuine.id(), 4, genuine.type(), genuine.at(), "{}"),
            new AuditEntry(genuine.id(), 4, genuine.type(), genuine.at(), " " + genuine.body()),
            new AuditEntry(
                genuine.id(),
                4,
                genuine.type(),
                genuine.at(),
                genuine.body().replaceFirst("\\{", "{\"aaa\":1,")));

    assertThat(forged).allMatch(entry -> entry.open(AuditSamples.POLICY).isEmpty());
    assertThat(genuine.open(AuditSamples.ROTATION)).isEmpty();
  }

  @Property(tries = 400)
  @Label("whatever text and numbers a caller gives, the entry opens again and its line is accepted")
  void anyDraftIsKept(@ForAll("drafts") RecordDraft draft) throws MalformedLine {
    AuditEntry entry = AuditEntry.of(AuditSamples.POLICY, 1, draft);

    assertThat(entry.body().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(AuditEntry.MAX_BODY_BYTES);
    RecordDraft opened = entry.open(AuditSamples.POLICY).orElseThrow().draft();
    String line = RecordWriter.line(RecordWriter.seal(record(opened, Optional.empty())));
    RecordWriter.requireWellFormed(line);
    assertThat(RecordReader.read(line).draft()).isEqualTo(opened);
    assertThat(line.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(RecordSchema.MAX_LINE_BYTES);
  }

  @Provide
  Arbitrary<RecordDraft> drafts() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(20),
            Arbitraries.strings().withChars('\u0000', '\u001f').ofMinLength(1).ofMaxLength(300),
            Arbitraries.strings().withChars('\ud800', '\udfff').ofMinLength(1).ofMaxLength(300),
            Arbitraries.strings().withChars('"', '\\', 'ä', '€').ofMinLength(1).ofMaxLength(600));
    Arbitrary<List<String>> names = text.list().ofMinSize(1).ofMaxSize(40);
    Arbitrary<Integer> number = Arbitraries.integers();
    return Combinators.combine(text, text, names, number, number, Arbitraries.longs())
        .as(RecordFormTest::draft);
  }

  private static RecordDraft draft(
      String one, String other, List<String> names, int first, int second, long millis) {
    Subject subject =
        Subject.of(
                new Subject.Store(
                    StoreReference.namespaced(one, other),
                    Optional.of(one),
                    Optional.of(
                        new SourceVersion(other.substring(0, Math.min(128, other.length())))),
                    Optional.empty()))
            .with(new Subject.Policy(one, other, new UUID(1, 2), Math.abs((long) first)))
            .with(new Subject.Target(one, Optional.of(other), Optional.of(one)))
            .with(Subject.Secret.of(one, other, names, Optional.empty()));
    List<Evidence> evidence =
        List.of(
            new Evidence.Probes(
                names.stream().map(name -> new Evidence.Probe(name, first > 0)).toList()),
            new Evidence.Workloads(
                names.stream()
                    .map(name -> new Evidence.Workload("Deployment", name, first, second))
                    .toList(),
                0),
            new Evidence.StoreRequest(one),
            new Evidence.SpecChange(ZEROS, names, 0),
            new Evidence.Editor(other));
    Result result =
        Result.of(Outcome.Failed, Reason.InvalidSpec)
            .step("Staged", "Applied")
            .attempt(first)
            .took(Duration.ofMillis(millis % 1_000_000_000_000L));
    return new RecordDraft(
        AuditType.RotationPhaseEnded,
        Circumstances.at(AuditSamples.NOON)
            .by(Actor.claimed(Actor.Kind.User, one))
            .after(Trigger.request(other, Optional.of(one)))
            .inRun(one)
            .because(other),
        subject,
        evidence,
        result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"recovered\":false,",
        "\"subject\":{},",
        "\"evidence\":{},",
        "\"evidence\":{\"content\":{}},",
        "\"trigger\":{\"kind\":\"Other\"},"
      })
  void refusesOtherFormsOfTheSameContent(String member) {
    String line =
        RecordWriter.line(
            RecordWriter.seal(record(TrailRecords.heartbeat(AuditSamples.NOON), Optional.empty())));
    List<String> before =
        List.of("\"object\":", "\"chain\":", "\"schema\":", "\"type\":", "\"result\":");

    assertThat(before)
        .allSatisfy(
            place ->
                assertThatThrownBy(() -> RecordReader.read(line.replace(place, member + place)))
                    .isInstanceOf(MalformedLine.class));
  }

  @Test
  void aClockThatWasSetBackGivesNoNegativeDuration() {
    Result result = Result.of(Outcome.Succeeded).took(Duration.ofMillis(-5)).attempt(0);

    assertThat(result.duration()).contains(Duration.ZERO);
    assertThat(result.attempt()).isEmpty();
    assertThatThrownBy(() -> Result.of(Outcome.Succeeded).step("not a word", "Applied"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsAreThoseOfRfc9562() {
    // RFC 9562, appendix A.4.
    assertThat(
            NameBasedUuid.of(
                UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  @Test
  void timesAreWrittenToTheMillisecond() {
    assertThat(RecordText.timestamp(Instant.parse("2026-01-02T03:04:05Z")))
        .isEqualTo("2026-01-02T03:04:05.000Z");
    assertThat(Circumstances.at(Instant.parse("2026-01-02T03:04:05.0069Z")).occurred())
        .isEqualTo("2026-01-02T03:04:05.006Z");
  }

  @Test
  void severityFollowsFromTheType() throws MalformedLine {
    for (RecordDraft draft : samples()) {
      String line = RecordWriter.line(RecordWriter.seal(record(draft, Optional.empty())));
      assertThat(line).contains("\"severity\":\"" + draft.type().severity() + "\"");
    }
    assertThat(Arrays.stream(AuditType.values()).map(AuditType::severity))
        .contains(Severity.values());
  }

  private static AuditRecord record(RecordDraft draft, Optional<Merge> merged) {
    return new AuditRecord(
        AuditSamples.POLICY,
        1,
        draft,
        merged,
        AuditSamples.NOON,
        AuditSamples.PRODUCER,
        new ChainPosition(AuditSamples.CLUSTER, 1, 1, ZEROS, ""));
  }
}
