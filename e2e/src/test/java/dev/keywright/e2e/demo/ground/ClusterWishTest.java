package dev.keywright.e2e.demo.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterWishTest {
  @Test
  void readsWhatThePersonAskedFor() {
    assertThat(ClusterWish.of(List.of("auto"))).contains(new ClusterWish.Auto());
    assertThat(ClusterWish.of(List.of("embedded"))).contains(new ClusterWish.Embedded());
    assertThat(ClusterWish.of(List.of("context", "kind-dev")))
        .contains(new ClusterWish.Context("kind-dev"));
    assertThat(ClusterWish.of(List.of("context", "arn:aws:eks:eu-west-1:1:cluster/a")))
        .contains(new ClusterWish.Context("arn:aws:eks:eu-west-1:1:cluster/a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "kind-dev", "context", "context,", "auto,kind-dev", "embedded,x", "Auto"})
  void takesNothingElse(String words) {
    assertThat(ClusterWish.of(List.of(words.split(",", -1)))).isEmpty();
  }
}
