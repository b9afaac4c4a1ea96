package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SlotClaimTest {
  private static final String MARK = new SlotMark("run-a", 2, "base").label();

  @Test
  void aSecretWithoutAPendingVersionIsFree() {
    assertThat(judge(Map.of("v1", List.of("AWSCURRENT"))))
        .isEqualTo(new SlotClaim.Free(Optional.empty()));
  }

  @Test
  void theSameRunAndAttemptHoldsItsOwnVersion() {
    assertThat(judge(Map.of("v1", List.of("AWSCURRENT"), "v2", List.of("AWSPENDING", MARK))))
        .isEqualTo(new SlotClaim.Ours("v2"));
  }

  @Test
  void anEarlierAttemptGivesWayToALaterOneAndNotTheOtherWayRound() {
    SecretState state = state(Map.of("v2", List.of("AWSPENDING", MARK)));

    assertThat(SlotClaim.judge(state, "run-a", 3)).isEqualTo(new SlotClaim.Free(Optional.of("v2")));
    assertThat(SlotClaim.judge(state, "run-a", 1)).isInstanceOf(SlotClaim.Taken.class);
  }

  @Test
  void anotherRunIsNamed() {
    SecretState state = state(Map.of("v2", List.of("AWSPENDING", MARK)));

    assertThat(SlotClaim.judge(state, "run-b", 2)).isEqualTo(new SlotClaim.Taken("run-a"));
  }

  @Test
  void anotherRunHoldsTheSlotAlsoAfterItsCommit() {
    SecretState state = state(Map.of("v2", List.of("AWSCURRENT", "AWSPENDING", MARK)));

    assertThat(SlotClaim.judge(state, "run-b", 1)).isEqualTo(new SlotClaim.Taken("run-a"));
  }

  @Test
  void aRotationOutsideKeywrightHoldsTheSlotUntilItsVersionIsCurrent() {
    assertThat(judge(Map.of("v1", List.of("AWSCURRENT"), "v2", List.of("AWSPENDING"))))
        .isInstanceOf(SlotClaim.Taken.class);
    assertThat(judge(Map.of("v2", List.of("AWSCURRENT", "AWSPENDING"))))
        .isEqualTo(new SlotClaim.Free(Optional.of("v2")));
  }

  private static SlotClaim judge(Map<String, List<String>> labels) {
    return SlotClaim.judge(state(labels), "run-a", 2);
  }

  private static SecretState state(Map<String, List<String>> labels) {
    return new SecretState(labels, false, Optional.empty(), Optional.empty());
  }
}
