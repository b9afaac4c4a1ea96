package dev.keywright.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.json.MalformedLine;
import dev.keywright.audit.record.RecordReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a local file in front of a sink that is far away: what the sink does not take waits in the
 * file, through restarts, and is sent first when the sink works again. Lines in the file count as
 * kept. When the file is full, lines are refused like by the sink itself; the lane counts what is
 * lost in the end.
 *
 * <pre>
 *   sink works    file empty      line ─► sink
 *   sink fails                    line ─► file
 *   sink works    file not empty  file ─► sink until it is empty, then line ─► sink
 * </pre>
 */
public final class SpoolingSink implements AuditSink {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolingSink.class);
  private static final int BATCH_LINES = 256;

  private final AuditSink sink;
  private final Path file;
  private final long maxBytes;
  private final FileSink spool;
  private long sentLines;

  /**
   * @param file on a volume that outlives the process; its folder must exist
   * @param maxBytes how large the file may grow
   */
  public SpoolingSink(AuditSink sink, Path file, long maxBytes) {
    this.sink = sink;
    this.file = file;
    this.maxBytes = maxBytes;
    this.spool = new FileSink(file);
  }

  @Override
  public String name() {
    return sink.name();
  }

  @Override
  public synchronized Delivery accept(List<AuditLine> lines) {
    try {
      Optional<String> why = sendSpooled();
      Delivery delivery =
          why.<Delivery>map(Delivery.Failed::new).orElseGet(() -> sink.accept(lines));
      return switch (delivery) {
        case Delivery.Acked acked -> acked;
        case Delivery.Failed failed -> keep(lines, failed);
      };
    } catch (IOException e) {
      LOG.debug("The audit spool cannot be read", e);
      return new Delivery.Failed("The audit spool cannot be read.");
    }
  }

  private Delivery keep(List<AuditLine> lines, Delivery.Failed failed) throws IOException {
    long size = Files.exists(file) ? Files.size(file) : 0;
    long more = lines.stream().mapToLong(line -> line.json().length() + 1L).sum();
    return size + more > maxBytes ? failed : spool.accept(lines);
  }

  /** Why the file could not be emptied; empty when it is. */
  private Optional<String> sendSpooled() throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return Optional.empty();
    }
    try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
      for (long line = 0; line < sentLines; line++) {
        reader.readLine();
      }
      for (List<AuditLine> batch = batch(reader); !batch.isEmpty(); batch = batch(reader)) {
        if (sink.accept(batch) instanceof Delivery.Failed(String why)) {
          return Optional.of(why);
        }
        sentLines += batch.size();
      }
    }
    spool.close();
    Files.delete(file);
    sentLines = 0;
    return Optional.empty();
  }

  private static List<AuditLine> batch(BufferedReader reader) throws IOException {
    List<AuditLine> batch = new ArrayList<>();
    while (batch.size() < BATCH_LINES) {
      String line = reader.readLine();
      if (line == null) {
        return batch;
      }
      readBack(line).ifPresent(batch::add);
    }
    return batch;
  }

  /** A line cut by a crash was never acknowledged: it comes again. */
  private static Optional<AuditLine> readBack(String line) {
    try {
      return Optional.of(new AuditLine(RecordReader.read(line).chain(), line));
    } catch (MalformedLine e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    spool.close();
    sink.close();
  }
}
