package dev.keywright.cli.audit;

import dev.keywright.audit.json.CanonicalJson;
import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.merkle.InclusionProof;
import dev.keywright.audit.merkle.ProofBuilder;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.RecordReader;
import dev.keywright.audit.verify.AuditVerifier;
import dev.keywright.audit.verify.Expectation;
import dev.keywright.audit.verify.SeqWindow;
import dev.keywright.audit.verify.Verification;
import dev.keywright.cli.audit.Witnesses.Witness;
import dev.keywright.cli.console.CommandFailure;
import dev.keywright.cli.console.ExitCodes;
import dev.keywright.cli.console.OutputFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that one record is under a checkpoint. Reads the log twice, in constant memory. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a proof that a record is in the log that a checkpoint was made of (C2SP tlog-proof,"
          + " RFC 6962).",
      "Whoever has the record, the proof and the public key needs nothing else to check it."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:The proof is on standard output.",
      "1:It could not be made.",
      "2:A wrong flag.",
      "10:TAMPERED: the log is not the one that the checkpoint was made of.",
      "11:INCOMPLETE: records are missing before the checkpoint.",
      "13:UNANCHORED: no checkpoint that can be believed covers the record.",
      "14:There is no record of this id."
    })
public final class AuditProveCommand implements Callable<Integer> {
  /** The record, where it stands; a record that was sent again stands in several places. */
  private record Candidate(AuditRecord record, String line, ProofBuilder builder) {}

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LogFiles files = new LogFiles();
  @Mixin private Witnesses witnesses = new Witnesses();

  @Option(names = "--id", required = true, paramLabel = "UUID", description = "The record's id.")
  private UUID id = new UUID(0, 0);

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.text;

  @Override
  public Integer call() throws IOException, CommandFailure {
    files.requireRereadable();
    Witnesses.Evidence evidence =
        witnesses
            .read()
            .orElseThrow(
                () -> new CommandFailure("a proof needs checkpoints: give --checkpoints F"));
    Optional<Witness> witness =
        evidence.believed().stream().max(Comparator.comparingLong(one -> one.checkpoint().size()));
    List<Candidate> candidates = candidates(witness);
    if (candidates.isEmpty()) {
      return fail(ExitCodes.NOT_FOUND, "there is no record " + id);
    }
    candidates.removeIf(
        one -> witness.isEmpty() || one.record().chain().seq() > witness.get().checkpoint().size());
    if (candidates.isEmpty()) {
      return fail(ExitCodes.UNANCHORED, "no checkpoint that can be believed covers the record");
    }
    return prove(witness.orElseThrow(), candidates);
  }

  private List<Candidate> candidates(Optional<Witness> witness) throws IOException {
    String member = "\"id\":\"" + id + "\"";
    List<Candidate> candidates = new ArrayList<>();
    files.forEachRecordLine(
        line -> {
          if (line.contains(member)) {
            candidate(line, witness).ifPresent(candidates::add);
          }
        });
    return candidates;
  }

  private Optional<Candidate> candidate(String line, Optional<Witness> witness) {
    try {
      AuditRecord record = RecordReader.read(line);
      long seq = record.chain().seq();
      long size = Math.max(seq, witness.map(one -> one.checkpoint().size()).orElse(seq));
      return record.id().equals(id)
          ? Optional.of(new Candidate(record, line, new ProofBuilder(seq - 1, size)))
          : Optional.empty();
    } catch (MalformedLine e) {
      return Optional.empty();
    }
  }

  private int prove(Witness witness, List<Candidate> candidates) throws IOException {
    Expectation expected =
        Expectation.nothing()
            .with(List.of(witness.checkpoint()))
            .within(new SeqWindow(1, witness.checkpoint().size()));
    AuditVerifier verifier =
        new AuditVerifier(
            expected, (seq, hash) -> candidates.forEach(one -> one.builder().leaf(hash)));
    files.forEach(files.isMixed() ? verifier::readMixed : verifier::read);
    Verification found = verifier.finish();
    if (!found.isIntact()) {
      return fail(ExitCodes.TAMPERED, "the log is not the one that the checkpoint was made of");
    }
    for (Candidate one : candidates) {
      Optional<InclusionProof> proof = one.builder().finish();
      String hash = one.record().chain().hash();
      if (proof.isPresent() && one.builder().provenLeaf().filter(hash::equals).isPresent()) {
        print(witness, one, proof.get());
        return ExitCodes.OK;
      }
    }
    return found.isComplete()
        ? fail(ExitCodes.UNANCHORED, "the chain went on from before this record")
        : fail(ExitCodes.INCOMPLETE, "records are missing before the checkpoint");
  }

  private void print(Witness witness, Candidate one, InclusionProof proof) {
    String text =
        switch (output) {
          case text -> witness.note().withProof(proof);
          case json -> json(witness, one, proof) + "\n";
        };
    spec.commandLine().getOut().print(text);
  }

  private static String json(Witness witness, Candidate one, InclusionProof proof) {
    return CanonicalJson.of(
        Map.of(
            "origin", witness.checkpoint().origin(),
            "root", witness.checkpoint().root(),
            "checkpoint", witness.note().toString(),
            "index", proof.index(),
            "size", proof.size(),
            "leaf", one.record().chain().hash(),
            "path", proof.path(),
            "record", one.line()));
  }

  private int fail(int code, String why) {
    spec.commandLine().getErr().println("keywright: " + why);
    return code;
  }
}
