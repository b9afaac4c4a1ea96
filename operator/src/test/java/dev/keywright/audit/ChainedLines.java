package dev.keywright.audit;

import dev.keywright.audit.chain.AuditLine;
import java.util.List;

/** Lines of a chain, for sinks. */
public final class ChainedLines {
  private ChainedLines() {}

  /** The first lines of a log. */
  public static List<AuditLine> of(int count) {
    return GeneratedLog.of(3, Math.max(30, count), false).lines().subList(0, count);
  }
}
