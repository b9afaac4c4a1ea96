package dev.keywright.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.TestKeys;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
  private static final Checkpoint CHECKPOINT = GeneratedLog.of(1, 60, false).checkpointAfter(40);
  private static final NoteSigner SIGNER = new NoteSigner(CHECKPOINT.origin(), TestKeys.ed25519());
  private static final SignedNote NOTE = SIGNER.sign(CHECKPOINT);

  /** The example key and note of the signed-note package of the Go team. */
  @Test
  void believesANoteThatOthersSigned() {
    NoteKey key =
        NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
            .orElseThrow();
    SignedNote note =
        SignedNote.readAll(
                """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                """
                    .lines()
                    .toList())
            .getFirst();

    assertThat(key.hasSigned(note)).isTrue();
    assertThat(key.toString())
        .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  }

  @Test
  void readsBackWhatItWrites() {
    SignedNote read = SignedNote.readAll(NOTE.toString().lines().toList()).getFirst();

    assertThat(read).isEqualTo(NOTE);
    assertThat(Checkpoint.parse(read.text())).contains(CHECKPOINT);
    assertThat(NoteKey.parse(SIGNER.key().toString())).contains(SIGNER.key());
    assertThat(SIGNER.key().hasSigned(read)).isTrue();
  }

  @Property(tries = 200)
  @Label("A1 any changed byte of a signed checkpoint is noticed")
  void believesNoChangedNote(
      @ForAll @IntRange(max = 10_000) int where, @ForAll @IntRange(min = 1, max = 127) int flip) {
    StringBuilder changed = new StringBuilder(NOTE.toString());
    int index = where % changed.length();
    changed.setCharAt(index, (char) (changed.charAt(index) ^ flip));

    List<SignedNote> read = SignedNote.readAll(changed.toString().lines().toList());

    assertThat(read)
        .allMatch(note -> !SIGNER.key().hasSigned(note) || note.text().equals(NOTE.text()));
  }

  @Test
  void believesNoOtherKeyOfTheSameName() {
    NoteSigner other = new NoteSigner(CHECKPOINT.origin(), TestKeys.ed25519());

    assertThat(SIGNER.key().hasSigned(other.sign(CHECKPOINT))).isFalse();
  }

  @Test
  void readsNoMalformedKey() {
    String key = SIGNER.key().toString();

    assertThat(NoteKey.parse("")).isEmpty();
    assertThat(NoteKey.parse(key.substring(0, key.length() - 8))).isEmpty();
    assertThat(NoteKey.parse(key.replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+"))).isEmpty();
    assertThat(NoteKey.parse("name+12345678+!!")).isEmpty();
  }

  @Test
  void readsNoMalformedCheckpoint() {
    String body = CHECKPOINT.body();

    assertThat(Checkpoint.parse("")).isEmpty();
    assertThat(Checkpoint.parse(body.replace("\n41\n", "\n041\n"))).isEmpty();
    assertThat(Checkpoint.parse(body.replace("keywright-head", "something"))).isEmpty();
    assertThat(Checkpoint.parse(body + "another extension\n")).contains(CHECKPOINT);
  }
}
