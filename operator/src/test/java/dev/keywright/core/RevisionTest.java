package dev.keywright.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final long LATEST = (1L << 48) - 1;

  private final Random random = new Random(7);

  @Property
  void keepsItsTimeToTheMillisecond(@ForAll @LongRange(min = 0, max = LATEST) long millis) {
    Instant made = Instant.ofEpochMilli(millis).plusNanos(999_999);
    assertThat(Revision.make(made, random).madeAt()).isEqualTo(made.truncatedTo(ChronoUnit.MILLIS));
  }

  @Property
  void sortsByTime(
      @ForAll @LongRange(min = 0, max = LATEST) long one,
      @ForAll @LongRange(min = 0, max = LATEST) long other) {
    int order =
        Revision.make(Instant.ofEpochMilli(one), random)
            .compareTo(Revision.make(Instant.ofEpochMilli(other), random));
    if (one != other) {
      assertThat(Integer.signum(order)).isEqualTo(Long.compare(one, other));
    }
  }

  @Property
  void comesAfterEarlierOnesWhateverTheClockSays(
      @ForAll @LongRange(min = -86_400_000, max = 86_400_000) long step) {
    Revision live = Revision.make(NOON, random);
    Revision told = Revision.make(NOON.minusMillis(3), random);
    Instant now = NOON.plusMillis(step);
    Revision next = Revision.after(List.of(told, live), now, random);
    assertThat(next).isGreaterThan(live).isGreaterThan(told);
    assertThat(next.madeAt()).isEqualTo(step > 0 ? now : NOON.plusMillis(1));
  }

  @Test
  void isNotDraggedAlongByAForgedTime() {
    Revision forged = new Revision("7zzzzzzzzzzzzzzzzzzzzzzzzz");
    Revision honest = Revision.make(NOON, random);
    Revision next = Revision.after(List.of(forged, honest), NOON, random);
    assertThat(next.madeAt()).isEqualTo(NOON.plusMillis(1));
    Revision dayAhead = Revision.make(NOON.plus(Duration.ofDays(1)), random);
    assertThat(Revision.after(List.of(dayAhead), NOON, random)).isGreaterThan(dayAhead);
  }

  @Test
  void isNeverTheSameTwice() {
    assertThat(Revision.make(NOON, random)).isNotEqualTo(Revision.make(NOON, random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01jnmz0000aaaaaaaaaaaaaaa",
        "01jnmz0000aaaaaaaaaaaaaaaaa",
        "81jnmz0000aaaaaaaaaaaaaaaa",
        "01jnmz0000aaaaaaaaaaaaaaal",
        "01JNMZ0000AAAAAAAAAAAAAAAA"
      })
  void refusesAnotherForm(String id) {
    assertThat(Revision.isWellFormed(id)).isFalse();
    assertThatThrownBy(() -> new Revision(id)).isInstanceOf(IllegalArgumentException.class);
  }
}
