package dev.keywright.audit.checkpoint;

import dev.keywright.audit.merkle.InclusionProof;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A signed note as C2SP {@code signed-note} defines it: text, an empty line, signature lines.
 *
 * @param text what is signed, with the end of its last line
 * @param signatures the lines that begin with an em dash, at least one, without their ends
 */
public record SignedNote(String text, List<String> signatures) {
  private static final String SIGNATURE_MARK = "\u2014 ";

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** Reads the notes of a file, one after the other; what is no note is left out. */
  public static List<SignedNote> readAll(List<String> lines) {
    List<SignedNote> notes = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    List<String> signatures = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(SIGNATURE_MARK)) {
        signatures.add(line);
      } else {
        finish(notes, text, signatures);
        if (!line.isEmpty()) {
          text.append(line).append('\n');
        }
      }
    }
    finish(notes, text, signatures);
    return List.copyOf(notes);
  }

  private static void finish(List<SignedNote> notes, StringBuilder text, List<String> signatures) {
    if (signatures.isEmpty()) {
      return;
    }
    if (!text.isEmpty()) {
      notes.add(new SignedNote(text.toString(), signatures));
    }
    text.setLength(0);
    signatures.clear();
  }

  /** A signature line. */
  static String signature(String keyName, String base64) {
    return SIGNATURE_MARK + keyName + " " + base64;
  }

  /** The note with a proof that a record is under it, as C2SP {@code tlog-proof} writes it. */
  public String withProof(InclusionProof proof) {
    StringBuilder lines = new StringBuilder();
    lines.append("c2sp.org/tlog-proof@v1\nindex ").append(proof.index()).append('\n');
    for (String hash : proof.path()) {
      byte[] bytes = HexFormat.of().parseHex(hash);
      lines.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
    }
    return lines.append('\n').append(this).toString();
  }

  /** The note as text, each line with its end. */
  @Override
  public String toString() {
    return text + "\n" + String.join("\n", signatures) + "\n";
  }
}
