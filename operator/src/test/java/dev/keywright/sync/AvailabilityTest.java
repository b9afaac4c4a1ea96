package dev.keywright.sync;

import static dev.keywright.sync.Picture.F1;
import static dev.keywright.sync.Picture.F2;
import static dev.keywright.sync.Picture.R1;
import static dev.keywright.sync.Picture.R2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {
  private static final Instant MADE = R2.madeAt();

  @ParameterizedTest
  @CsvSource({
    // a write of 40 s, as long as retries may take: the API server took it somewhere in between
    "PT40S, PT12S, PT13S",
    // clocks: ours is an hour ahead of the API server's, and an hour behind
    "PT0.02S, -PT1H, -PT59M59S",
    "PT0.02S, PT1H, PT1H1S",
    // the API server does not tell: when the write had returned
    "PT40S, , PT40S",
    "PT0S, , PT0S",
  })
  void isTheTimeOfTheWriteNotOfItsName(Duration returned, Duration accepted, Duration available) {
    Optional<Instant> acceptedAt = Optional.ofNullable(accepted).map(MADE::plus);
    for (WriteOutcome outcome :
        new WriteOutcome[] {
          new WriteOutcome.Created(acceptedAt), new WriteOutcome.Updated(acceptedAt)
        }) {
      assertThat(of(Picture.synced(), R2, F2, outcome, MADE.plus(returned)))
          .isEqualTo(MADE.plus(available));
    }
  }

  @Test
  void doesNotMoveWhenTheTargetIsRepaired() {
    Instant told = R1.madeAt().plusSeconds(3);
    assertThat(
            of(
                Picture.synced().changedTime(told).gone(),
                R1,
                F1,
                new WriteOutcome.Created(Optional.of(Picture.NOW)),
                Picture.NOW))
        .isEqualTo(told);
  }

  /** Crashed between target and status; what was told of R1 is not about R2. */
  @ParameterizedTest
  @CsvSource({
    // found two seconds later: the API server's time of our write, a second later
    "PT2S, PT0S, PT1S",
    // it does not tell: it was there when we looked
    "PT2S, , PT2S",
    // found a day later: no write takes longer than a minute
    "PT24H, , PT1M",
    // our last write was a repair an hour later
    "PT24H, PT1H, PT1M",
  })
  void isFoundOnTheTargetWhenNobodyTold(Duration found, Duration written, Duration available) {
    LiveTarget live = Picture.live(R2, F2);
    LiveTarget target =
        new LiveTarget(
            live.name(),
            live.uid(),
            live.resourceVersion(),
            live.type(),
            live.immutable(),
            live.content(),
            live.evidence(),
            live.owner(),
            live.markersIntact(),
            Optional.ofNullable(written).map(MADE::plus),
            live.editor());
    assertThat(
            of(
                Picture.synced().target(target),
                R2,
                F2,
                new WriteOutcome.Unchanged(),
                MADE.plus(found)))
        .isEqualTo(MADE.plus(available));
  }

  private static Instant of(
      Picture picture,
      Revision revision,
      Fingerprint fingerprint,
      WriteOutcome outcome,
      Instant returnedAt) {
    return Availability.of(
        picture.take(),
        new TargetWrite(
            Picture.POLICY,
            "uid-policy",
            new DesiredTarget("orders", "Opaque", Map.of()),
            revision,
            RevisionCause.SourceChanged,
            fingerprint,
            "2",
            Optional.empty(),
            Adopt.Never),
        outcome,
        returnedAt);
  }
}
