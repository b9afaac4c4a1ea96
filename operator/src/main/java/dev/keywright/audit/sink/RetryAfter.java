package dev.keywright.audit.sink;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. Pure. */
final class RetryAfter {
  private static final Duration UNSAID = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofHours(1);

  private RetryAfter() {}

  /** The instant from which to try again: at most an hour from now, whatever the header says. */
  static Instant parse(HttpHeaders headers, Instant now) {
    Instant asked =
        headers
            .firstValue("Retry-After")
            .map(text -> parse(text.strip(), now))
            .orElse(now.plus(UNSAID));
    Instant latest = now.plus(MOST);
    return asked.isBefore(latest) ? asked : latest;
  }

  private static Instant parse(String text, Instant now) {
    try {
      return text.matches("[0-9]{1,9}")
          ? now.plusSeconds(Long.parseLong(text))
          : DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException e) {
      return now.plus(UNSAID);
    }
  }
}
