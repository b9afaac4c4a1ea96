package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RotationOutcome;
import org.junit.jupiter.api.Test;

class RotationFlowTest {
  @Test
  void smoke() {
    RotationWorld world = RotationWorld.with(1, RotationWorld.VALUE_ONLY);
    String run = world.request();
    world.settle();
    System.out.println(world.run(run));
    world.recordsOf(run).forEach(System.out::println);
    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
  }
}
