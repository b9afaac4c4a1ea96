package dev.keywright.sync;

import static dev.keywright.sync.Picture.API;
import static dev.keywright.sync.Picture.CREATED;
import static dev.keywright.sync.Picture.DB;
import static dev.keywright.sync.Picture.NOW;
import static dev.keywright.sync.Picture.checked;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SyncObservationTest {
  @Test
  @DisplayName("a new policy has waited since it was made, with a margin for the clocks")
  void newPolicies() {
    assertThat(Picture.fresh().take().wantedSince(DB)).contains(CREATED.plusSeconds(2));
  }

  @Test
  @DisplayName("a policy has waited for a new version since a check saw it")
  void news() {
    Picture picture = Picture.synced(Spec.TWO).health(DB, checked("2", NOW.minusSeconds(3)));
    assertThat(picture.take().wantedSince(DB)).contains(NOW.minusSeconds(3));
    assertThat(picture.take().wantedSince(API)).isEmpty();
  }

  @Test
  @DisplayName("S24 who asks, asks now")
  void requests() {
    String token = NOW.minusSeconds(1).toString();
    assertThat(Picture.fresh().asked(token).take().wantedSince(DB)).isEmpty();
    assertThat(
            Picture.synced()
                .health(DB, checked("2", NOW.minusSeconds(3)))
                .asked(token)
                .take()
                .wantedSince(DB))
        .isEmpty();
  }
}
