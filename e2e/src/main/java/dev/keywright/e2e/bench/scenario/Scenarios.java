package dev.keywright.e2e.bench.scenario;

import java.util.List;
import java.util.Optional;

/** Everything that can be measured, in the order in which it is. */
public final class Scenarios {
  /** All of them. */
  public static final List<Scenario> ALL =
      List.of(
          new Start(),
          new RequestLatency(),
          new Repair(),
          new RefreshLatency(),
          new Rotation(),
          new Memory(),
          new ColdSync(false),
          new ColdSync(true),
          new Steady(),
          new Storm(),
          new MassChange(),
          new Restart(),
          new Failover());

  private Scenarios() {}

  /** The scenario called {@code name}. */
  public static Optional<Scenario> named(String name) {
    return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
  }
}
