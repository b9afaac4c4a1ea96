package dev.keywright.e2e.demo.story;

import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.audit.verify.AuditVerifier;
import dev.keywright.audit.verify.Expectation;
import dev.keywright.audit.verify.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of audit records.
 *
 * @param file JSON lines
 */
record AuditLog(Path file) {

  /**
   * The records, in their order.
   *
   * @throws StepFailed when a line is none
   */
  List<AuditRecord> records() {
    List<AuditRecord> records = new ArrayList<>();
    try {
      for (String line : lines()) {
        records.add(RecordReader.read(line));
      }
      return records;
    } catch (MalformedLine e) {
      throw new StepFailed("every line of the audit log is a record", e.detail());
    }
  }

  /** The lines without their ends; none when there is no file yet. */
  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes lines, each with its end. */
  void write(List<String> lines) {
    try {
      Files.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks the chain with the product's verifier, up to the head that the cluster holds. */
  Verification verify(Optional<AuditHead> head) {
    try (InputStream in = Files.newInputStream(file)) {
      AuditVerifier verifier =
          new AuditVerifier(head.map(Expectation::reaching).orElseGet(Expectation::nothing));
      verifier.read(file.getFileName().toString(), in);
      return verifier.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command with which a person does the same. */
  String verifyCommand() {
    return "./run keywright audit verify " + file;
  }
}
