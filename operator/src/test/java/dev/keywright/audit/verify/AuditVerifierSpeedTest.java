package dev.keywright.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.audit.GeneratedLog;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Measures how many records a second one thread checks. The goal is 200 000; the limit here only
 * catches a change of order, since the machine may be busy.
 */
class AuditVerifierSpeedTest {
  private static final int ROUNDS = 20;
  private static final long LIMIT_PER_SECOND = 25_000;

  @Test
  void checksManyRecordsASecond(TestReporter reporter) throws IOException {
    GeneratedLog log = GeneratedLog.of(3, 20_000, false);
    byte[] bytes = log.bytes();
    long best = Long.MAX_VALUE;

    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      Verification found = AuditVerifierTest.verify(bytes, Optional.empty());
      best = Math.min(best, System.nanoTime() - begin);
      assertThat(found.isClean()).isTrue();
    }

    long perSecond = log.lines().size() * 1_000_000_000L / best;
    reporter.publishEntry("verified records per second", Long.toString(perSecond));
    reporter.publishEntry("bytes per record", Integer.toString(bytes.length / log.lines().size()));
    assertThat(perSecond).isGreaterThan(LIMIT_PER_SECOND);
  }
}
