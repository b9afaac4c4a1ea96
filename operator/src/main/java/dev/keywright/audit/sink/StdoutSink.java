package dev.keywright.audit.sink;

import dev.keywright.audit.chain.AuditLine;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each line to the logger {@value #LOGGER}, which the logging configuration prints as the
 * bare message, so that standard output carries one record per line. As durable as whatever
 * collects that output.
 */
public final class StdoutSink implements AuditSink {
  /** The logger's name. Its layout must be the message and a line end, nothing else. */
  public static final String LOGGER = "audit";

  private final Logger logger = LoggerFactory.getLogger(LOGGER);

  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public Delivery accept(List<AuditLine> lines) {
    if (!logger.isInfoEnabled()) {
      return new Delivery.Failed("The logger audit is switched off.");
    }
    lines.forEach(line -> logger.info("{}", line.json()));
    return new Delivery.Acked();
  }

  @Override
  public void close() {}
}
