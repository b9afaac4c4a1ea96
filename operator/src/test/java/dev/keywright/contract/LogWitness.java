package dev.keywright.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps every line that Keywright logs between {@link #open()} and {@link #close()}. */
final class LogWitness extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.keywright");
  private final Level levelBefore = logger.getEffectiveLevel();

  private LogWitness() {}

  static LogWitness open() {
    LogWitness witness = new LogWitness();
    witness.setContext(witness.logger.getLoggerContext());
    witness.start();
    witness.logger.setLevel(Level.TRACE);
    witness.logger.addAppender(witness);
    return witness;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + trace);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(levelBefore);
    stop();
  }
}
