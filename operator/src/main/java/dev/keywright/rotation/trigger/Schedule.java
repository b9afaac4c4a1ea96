package dev.keywright.rotation.trigger;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.keywright.core.Durations;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Slots of a schedule in CronJob's words. A slot is named by its local start, so a doubled hour has
 * it once; a local time that does not exist starts at the first instant after the gap. Pure.
 */
final class Schedule {
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  /** Unchanged once made, and dear to make. */
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration JITTER = Duration.ofMinutes(20);

  private final ExecutionTime times;
  private final ZoneId zone;
  private final Duration window;
  private final Duration jitter;
  private final String salt;

  private Schedule(
      ExecutionTime times, ZoneId zone, Duration window, Duration jitter, String salt) {
    this.times = times;
    this.zone = zone;
    this.window = window;
    this.jitter = jitter;
    this.salt = salt;
  }

  /**
   * One slot.
   *
   * @param local its local start, which names it
   * @param from when its run starts, jitter included
   * @param until when it is too late
   */
  record Slot(LocalDateTime local, Instant from, Instant until) {}

  /**
   * Reads a schedule.
   *
   * @param salt spreads jitter; the same text always gives the same jitter
   * @throws IllegalArgumentException with a sentence for people when a field is malformed
   */
  static Schedule parse(
      String cron,
      @Nullable String timeZone,
      @Nullable String window,
      @Nullable String jitter,
      String salt) {
    Duration open = duration("window", window, WINDOW);
    Duration spread = duration("jitter", jitter, JITTER);
    return new Schedule(
        ExecutionTime.forCron(cronOf(cron)),
        zoneOf(timeZone),
        open,
        spread.compareTo(open) > 0 ? open : spread,
        salt);
  }

  /** The newest slot that has begun, if any did after {@code since}. */
  Optional<Slot> last(Instant since, Instant now) {
    return times
        .lastExecution(begunBefore(now).atZone(ZoneOffset.UTC))
        .map(found -> slot(found.toLocalDateTime()))
        .filter(slot -> startOf(slot.local()).isAfter(since));
  }

  /** The next slot that has not begun. */
  Optional<Slot> next(Instant now) {
    return times
        .nextExecution(begunBefore(now).minusSeconds(1).atZone(ZoneOffset.UTC))
        .map(found -> slot(found.toLocalDateTime()));
  }

  /**
   * The local time before which every slot has begun. While the clock shows a doubled hour for the
   * second time, all of that hour's slots have.
   */
  private LocalDateTime begunBefore(Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    LocalDateTime local = LocalDateTime.ofInstant(second, zone).plusSeconds(1);
    ZoneOffsetTransition last = zone.getRules().previousTransition(second.plusSeconds(1));
    return last != null && last.isOverlap() && local.isBefore(last.getDateTimeBefore())
        ? last.getDateTimeBefore()
        : local;
  }

  private Slot slot(LocalDateTime local) {
    Instant start = startOf(local);
    return new Slot(local, start.plus(jitterOf(local)), start.plus(window));
  }

  private Instant startOf(LocalDateTime local) {
    ZoneOffsetTransition gap = zone.getRules().getTransition(local);
    return gap != null && gap.isGap()
        ? gap.getInstant()
        : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  /** Never so long that the next slot begins before the run of this one. */
  private Duration jitterOf(LocalDateTime local) {
    long most =
        times
            .nextExecution(local.atZone(ZoneOffset.UTC))
            .map(next -> Duration.between(local, next.toLocalDateTime()))
            .filter(period -> period.compareTo(jitter) < 0)
            .orElse(jitter)
            .toMillis();
    CRC32 hash = new CRC32();
    hash.update((salt + "/" + local).getBytes(StandardCharsets.UTF_8));
    return most == 0 ? Duration.ZERO : Duration.ofMillis(hash.getValue() % most);
  }

  private static Cron cronOf(String text) {
    String words = NICKNAMES.getOrDefault(text.strip(), text.strip());
    try {
      return PARSER.parse(words).validate();
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "rotation.schedule is not a cron schedule of five fields: write for example \"0 3 * * SUN\" or @daily.",
          malformed);
    }
  }

  private static ZoneId zoneOf(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "rotation.timeZone is not an IANA time zone: write for example Europe/Berlin.", unknown);
    }
  }

  private static Duration duration(String field, @Nullable String text, Duration otherwise) {
    return text == null
        ? otherwise
        : Durations.parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "rotation."
                            + field
                            + " is not a duration: write for example 90s, 1h30m or 30d."));
  }
}
